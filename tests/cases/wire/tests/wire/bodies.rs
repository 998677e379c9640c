//! Request bodies of every kind.

use crate::client;
use wire::{Reply, Seen, Server};

#[tokio::test]
async fn json() {
    use body_json::models::{Thing, ThingPatch};
    let server = Server::silent();
    let client = client!(body_json, server);
    let thing = || Thing::new().id("\u{fc}\"").note(body_json::Null);
    client.named(thing()).await.unwrap();
    let seen = server.last();
    assert_eq!((seen.line(), seen.header("content-type")), ("POST /named".to_owned(), "application/json"));
    assert_eq!(seen.text(), "{\"id\":\"\u{fc}\\\"\",\"note\":null}");
    client.optional().await.unwrap();
    assert_eq!((server.last().header("content-type"), server.last().text()), ("", String::new()));
    client.optional().body(thing()).await.unwrap();
    assert_eq!(server.last().header("content-type"), "application/json");
    client.nullable(body_json::Null).await.unwrap();
    assert_eq!(server.last().text(), "null");
    client.list(vec![thing(), Thing::new()]).await.unwrap();
    assert_eq!(server.last().text(), "[{\"id\":\"\u{fc}\\\"\",\"note\":null},{}]");
    client.scalar("text").await.unwrap();
    assert_eq!(server.last().text(), "\"text\"");
    client.any(serde_json::json!([1])).await.unwrap();
    assert_eq!(server.last().text(), "[1]");
    client.vendor(ThingPatch::new()).await.unwrap();
    assert_eq!(server.last().header("content-type"), "application/merge-patch+json");
    client.charset(Thing::new()).await.unwrap();
    assert_eq!(server.last().header("content-type"), "application/json; charset=utf-8");
    client.delete_with_body(Thing::new()).await.unwrap();
    assert_eq!((server.last().line(), server.last().text()), ("DELETE /delete".to_owned(), "{}".to_owned()));
}

#[tokio::test]
async fn form() {
    use body_form::models::{Form, Point};
    let server = Server::silent();
    let client = client!(body_form, server);
    let point = || Point::new().x(1).y(2);
    let form = Form::new("a b&c")
        .count(3)
        .flag(true)
        .list(["x", "y"])
        .joined(["x", "y"])
        .piped(["x", "y"])
        .deep(point())
        .object(point())
        .reserved("a/b");
    client.send_form(form).await.unwrap();
    let seen = server.last();
    assert_eq!(seen.header("content-type"), "application/x-www-form-urlencoded");
    let text = seen.text().replace("%5B", "[").replace("%5D", "]");
    let mut pairs: Vec<&str> = text.split('&').collect();
    pairs.sort_unstable();
    let name = if pairs.contains(&"name=a+b%26c") { "name=a+b%26c" } else { "name=a%20b%26c" };
    let expected = [
        "count=3",
        "deep[x]=1",
        "deep[y]=2",
        "flag=true",
        "joined=x,y",
        "list=x",
        "list=y",
        name,
        "object=%7B%22x%22%3A1%2C%22y%22%3A2%7D",
        "piped=x%7Cy",
        "reserved=a/b",
    ];
    assert_eq!(pairs, expected);
}

#[tokio::test]
async fn form_with_json() {
    use body_form::models::{Form, Point};
    let server = Server::silent();
    client!(body_form, server).send_form(Form::new("n").json(Point::new().x(1))).await.unwrap();
    assert_eq!(server.last().text(), "json=%7B%22x%22%3A1%7D&name=n");
}

/// The parts of a multipart body: head and content.
fn parts(seen: &Seen) -> Vec<(String, String)> {
    let boundary = seen.header("content-type").split_once("; boundary=").unwrap().1.to_owned();
    let text = seen.text();
    let mut parts = Vec::new();
    for part in text.split(&format!("--{}\r\n", boundary.trim_matches('"'))).skip(1) {
        let (head, content) = part.split_once("\r\n\r\n").unwrap();
        let end = content.rfind("\r\n").unwrap();
        let content = &content[..end];
        let content = content.split(&format!("\r\n--{}--", boundary.trim_matches('"'))).next().unwrap();
        parts.push((head.to_lowercase(), content.to_owned()));
    }
    parts
}

#[tokio::test]
async fn multipart() {
    use body_multipart::models::Meta;
    use body_multipart::operations::untagged::upload_file::UploadFileForm;
    use body_multipart::runtime::Upload;
    let server = Server::silent();
    let client = client!(body_multipart, server);
    let path = std::env::temp_dir().join(format!("wire-{}.bin", std::process::id()));
    std::fs::write(&path, "x".repeat(300_000)).unwrap();
    let form = UploadFileForm::new(Upload::path(&path).unwrap().content_type("image/gif"), "backup")
        .more([Upload::bytes("one"), Upload::bytes("two").file_name("2.txt")])
        .tags(["t", "u"])
        .meta(Meta::new().a(1))
        .count(5)
        .csv("a,b\r\n1,2")
        .pictures([Upload::bytes("p"), Upload::bytes("q")])
        .sheet(Upload::bytes("{}").content_type("application/json"));
    client.upload_file(form).await.unwrap();
    std::fs::remove_file(&path).unwrap();
    let parts = parts(&server.last());
    let of = |name: &str| {
        let key = format!("name=\"{name}\"");
        parts.iter().filter(|(head, _)| head.contains(&key)).collect::<Vec<_>>()
    };
    let file = of("file")[0];
    assert!(file.0.contains("content-type: image/gif") && file.0.contains("filename="), "{}", file.0);
    assert_eq!(file.1.len(), 300_000);
    assert_eq!(of("more").iter().map(|part| part.1.as_str()).collect::<Vec<_>>(), ["one", "two"]);
    assert!(of("more")[1].0.contains("filename=\"2.txt\""));
    assert_eq!(of("purpose")[0].1, "backup");
    assert_eq!(of("tags").iter().map(|part| part.1.as_str()).collect::<Vec<_>>(), ["t", "u"]);
    assert_eq!(of("meta")[0].1, "{\"a\":1}");
    assert!(of("meta")[0].0.contains("application/json"));
    assert_eq!(of("count")[0].1, "5");
    assert_eq!(of("csv")[0].1, "a,b\r\n1,2");
    assert!(of("csv")[0].0.contains("content-type: text/csv"));
    // A file among alternatives is one, and a list of them is several parts.
    assert_eq!(of("pictures").iter().map(|part| part.1.as_str()).collect::<Vec<_>>(), ["p", "q"]);
    assert!(of("sheet")[0].0.contains("filename=") && of("sheet")[0].0.contains("application/json"));
    assert!(of("note").is_empty() && of("thumbnail").is_empty());
}

#[tokio::test]
async fn a_streamed_file_of_unknown_length() {
    use body_others::runtime::Upload;
    let server = Server::silent();
    let client = client!(body_others, server);
    let upload = Upload::reader(None, || Ok(Box::new(std::io::Cursor::new(vec![7_u8; 200_000]))));
    client.put_octets(upload).await.unwrap();
    let seen = server.last();
    assert_eq!((seen.header("transfer-encoding"), seen.body.len()), ("chunked", 200_000));
    assert_eq!(seen.header("content-type"), "application/octet-stream");
}

#[tokio::test]
async fn octets_and_texts() {
    let server = Server::silent();
    let client = client!(body_others, server);
    client.put_octets(vec![0, 255]).await.unwrap();
    assert_eq!(server.last().body, [0, 255]);
    client.put_optional().await.unwrap();
    assert_eq!((server.last().body.len(), server.last().header("content-type")), (0, ""));
    client.put_text("\u{fc}").await.unwrap();
    assert!(server.last().header("content-type").starts_with("text/plain"));
    assert_eq!(server.last().text(), "\u{fc}");
    client.put_csv("a,b").await.unwrap();
    assert_eq!(server.last().header("content-type"), "text/csv; charset=utf-8");
    client.put_xml("<a/>").await.unwrap();
    assert_eq!(server.last().header("content-type"), "application/xml");
    let line = |text: &str| body_others::models::PutLinesRequest::new().a(text);
    client.put_lines([line("b"), line("c\nd")]).await.unwrap();
    assert_eq!(server.last().header("content-type"), "application/jsonl");
    assert_eq!(server.last().text(), "{\"a\":\"b\"}\n{\"a\":\"c\\nd\"}\n");
}

#[tokio::test]
async fn text_that_stands_for_a_value() {
    use text_plain::models::State;
    use text_plain::operations::untagged::set_state::SetStateBody;
    let server = Server::silent();
    let client = client!(text_plain, server);
    client.set_count(-3).await.unwrap();
    assert_eq!((server.last().header("content-type"), server.last().text().as_str()), ("text/plain", "-3"));
    client.set_rate().body(2.5).await.unwrap();
    assert_eq!(server.last().text(), "2.5");
    client.set_rate().await.unwrap();
    assert_eq!(server.last().text(), "");
    client.set_state(SetStateBody::Plain(State::Busy)).await.unwrap();
    assert_eq!(server.last().text(), "busy");
    client.set_state(SetStateBody::Json(State::Busy)).await.unwrap();
    assert_eq!(server.last().text(), "\"busy\"");
}

#[tokio::test]
async fn a_media_range_is_no_content_type() {
    use body_others::runtime::Upload;
    let server = Server::silent();
    let client = client!(body_others, server);
    client.put_image(Upload::bytes("x").content_type("image/png")).await.unwrap();
    assert_eq!(server.last().header("content-type"), "image/png");
    client.put_anything("x".to_owned()).await.unwrap();
    assert_eq!(server.last().header("content-type"), "application/octet-stream");
}

#[tokio::test]
async fn several_media_types() {
    use body_several::models::Thing;
    use body_several::operations::untagged::send_any::SendAnyBody;
    let server = Server::silent();
    let client = client!(body_several, server);
    let thing = || Thing::new().id("a b");
    client.send_any(SendAnyBody::Json(thing())).await.unwrap();
    assert_eq!(
        (server.last().header("content-type"), server.last().text().as_str()),
        ("application/json", "{\"id\":\"a b\"}")
    );
    client.send_any(SendAnyBody::Plain("t".to_owned())).await.unwrap();
    assert_eq!(server.last().text(), "t");
    client.send_any(SendAnyBody::OctetStream(vec![1].into())).await.unwrap();
    assert_eq!(server.last().header("content-type"), "application/octet-stream");
}

#[tokio::test]
async fn an_alternative_of_a_union_is_a_body_where_it_means_one_media_type() {
    use body_several::models::{Note, Place};
    let server = Server::silent();
    let client = client!(body_several, server);
    let sent = || (server.last().header("content-type").to_owned(), server.last().text());
    client.send_either(Note::new("n")).await.unwrap();
    assert_eq!(sent(), ("application/json".to_owned(), "{\"note\":\"n\"}".to_owned()));
    client.send_either(7).await.unwrap();
    assert_eq!(sent(), ("application/json".to_owned(), "7".to_owned()));
    client.send_either(Place::new("p")).await.unwrap();
    assert_eq!(sent(), ("application/x-www-form-urlencoded".to_owned(), "place=p".to_owned()));
    client.send_either("t").await.unwrap();
    assert_eq!(sent(), ("text/plain".to_owned(), "t".to_owned()));
}

#[tokio::test]
async fn read_only_and_write_only() {
    use schema_read_write_only::models::{User, UserInput};
    let server = Server::start([Reply::new(201, "application/json", "{\"id\":\"1\",\"name\":\"n\"}")]);
    let client = client!(schema_read_write_only, server);
    let text = "{\"id\":\"0\",\"name\":\"n\",\"password\":\"p\"}";
    let user: User = serde_json::from_str(text).unwrap();
    assert_eq!(
        serde_json::to_string(&user).unwrap(),
        text,
        "nothing is lost where a server sends a password"
    );
    let user: UserInput = serde_json::from_str(text).unwrap();
    let user = client.create_user(user).await.unwrap();
    assert_eq!(server.last().text(), "{\"name\":\"n\",\"password\":\"p\"}");
    assert_eq!((user.id.as_str(), user.password), ("1", None));
}

#[tokio::test]
async fn read_only_within() {
    use schema_read_write_only::models::{Pet, TeamInput, UserInput};
    let answer = "{\"members\":[{\"id\":\"1\",\"name\":\"a\"},{\"created\":\"c\",\"id\":\"3\",\"name\":\"b\"}],\"pet\":{\"kind\":\"cat\",\
        \"id\":\"2\",\"lives\":9},\"revision\":3,\"stamp\":null,\"lead\":{\"id\":\"4\",\"name\":\"c\"}}";
    let server = Server::start([Reply::new(200, "application/json", answer)]);
    let client = client!(schema_read_write_only, server);
    // Everything that only answers hold is in it.
    let team = answer.replace("\"name\"", "\"password\":\"p\",\"name\"");
    let team: TeamInput = serde_json::from_str(&team).unwrap();
    let team = client.put_team(team).await.unwrap();
    let user = |name: &str| format!("{{\"name\":\"{name}\",\"password\":\"p\"}}");
    let (a, b, c) = (user("a"), user("b"), user("c"));
    assert_eq!(
        server.last().text(),
        format!("{{\"members\":[{a},{b}],\"pet\":{{\"kind\":\"cat\",\"lives\":9}},\"lead\":{c}}}")
    );
    assert_eq!(serde_json::to_string(&team).unwrap(), answer, "nothing is lost where an answer is kept");
    let dog: Pet = serde_json::from_str("{\"id\":\"5\",\"kind\":\"dog\"}").unwrap();
    client.put_team(TeamInput::new().pet(dog)).await.ok();
    assert_eq!(server.last().text(), "{\"pet\":{\"kind\":\"dog\"}}", "the tag is sent");
    use schema_read_write_only::operations::untagged::post_form::PostFormForm;
    let form = PostFormForm::new().id("6").name("n").user(UserInput::new("u", "p"));
    client.post_form(form).await.ok();
    let parts = parts(&server.last());
    let texts: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, ["n", "{\"name\":\"u\",\"password\":\"p\"}"]);
}

#[tokio::test]
async fn null_removes_a_key_of_a_patched_map() {
    use body_json::models::{Patch, ThingPatch};
    let server = Server::silent();
    let patch = Patch::new()
        .things([("a", Some(ThingPatch::new().id("i"))), ("b", None)])
        .texts([("c", Some("t".to_owned())), ("d", None)]);
    client!(body_json, server).merge_patch(patch).await.unwrap();
    assert_eq!(
        server.last().text(),
        "{\"texts\":{\"c\":\"t\",\"d\":null},\"things\":{\"a\":{\"id\":\"i\"},\"b\":null}}"
    );
}

#[tokio::test]
async fn null_removes_a_member_that_answers_have() {
    use body_json::Null;
    use body_json::models::{AccountPatch, Address, AddressPatch};
    let server = Server::start([Reply::new(200, "application/json", "{\"name\":\"n\",\"kind\":\"a\"}")]);
    let patch = AccountPatch::new("n")
        .nick(Null)
        .address(AddressPatch::new().city(Null))
        .homes([Address::new().city("c")])
        .parent(Null);
    let account = client!(body_json, server).patch_account(patch).await.unwrap();
    assert_eq!((account.nick, account.address), (None, None));
    assert_eq!(
        server.last().text(),
        "{\"address\":{\"city\":null},\"homes\":[{\"city\":\"c\"}],\"kind\":\"a\",\"name\":\"n\",\"nick\":null,\"parent\":null}"
    );
}

#[tokio::test]
async fn a_form_of_unknown_parts() {
    use body_multipart::runtime::{Multipart, Upload};
    let server = Server::silent();
    let mut form = Multipart::new();
    form.value("a", None, "x").unwrap();
    form.file("f", Some("text/csv"), &Upload::bytes("1,2").file_name("f.csv"));
    client!(body_multipart, server).upload_free().body(form).await.unwrap();
    let parts = parts(&server.last());
    assert_eq!((parts[0].1.as_str(), parts[1].1.as_str()), ("x", "1,2"));
    assert!(parts[1].0.contains("filename=\"f.csv\""));
}

#[tokio::test]
async fn a_list_that_is_json_as_a_whole() {
    use body_multipart::models::Meta;
    use body_multipart::operations::untagged::upload_json::UploadJsonForm;
    let server = Server::silent();
    let form = UploadJsonForm::new().metas([Meta::new().a(1), Meta::new().a(2)]).each([Meta::new().a(3)]);
    client!(body_multipart, server).upload_json().body(form).await.unwrap();
    let parts = parts(&server.last());
    let texts: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, ["[{\"a\":1},{\"a\":2}]", "{\"a\":3}"], "in the document's order");
}

#[tokio::test]
async fn parts_laid_out_as_parameters_are() {
    use body_multipart::models::Meta;
    let server = Server::silent();
    let client = client!(body_multipart, server);
    let form = body_multipart::operations::untagged::UploadStyledForm::new(["a b", "c"])
        .deep(Meta::new().a(1))
        .spread(Meta::new().a(2))
        .rows([vec![1, 2], vec![3]]);
    client.upload_styled(form).await.unwrap();
    let name = |head: &str| head.split('"').nth(1).unwrap().to_owned();
    let seen: Vec<_> = parts(&server.last()).into_iter().map(|(head, text)| (name(&head), text)).collect();
    let expected = [("piped", "a b|c"), ("deep[a]", "1"), ("a", "2"), ("rows", "[1,2]"), ("rows", "[3]")];
    assert_eq!(seen, expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
    // OpenAPI 3.0 knows no styles of parts.
    let form = version_3_0::operations::untagged::FormForm::new(["a", "b"]);
    client!(version_3_0, server).form(form).await.unwrap();
    assert_eq!(parts(&server.last()).len(), 2);
}

#[tokio::test]
async fn other_multipart_types_and_what_files_are() {
    use body_multipart::operations::untagged::UploadMixedForm;
    use body_multipart::runtime::Upload;
    let server = Server::silent();
    let form = UploadMixedForm::new().paper("%PDF").picture("GIF");
    client!(body_multipart, server).upload_mixed().body(form.clone()).await.unwrap();
    assert!(server.last().header("content-type").starts_with("multipart/mixed; boundary="));
    let seen = parts(&server.last());
    assert!(seen[0].0.contains("content-type: application/pdf"), "{seen:?}");
    assert!(seen[1].0.contains("content-type: image/gif"), "{seen:?}");
    let form = form.picture(Upload::bytes("PNG").content_type("image/png"));
    client!(body_multipart, server).upload_mixed().body(form).await.unwrap();
    assert!(parts(&server.last())[1].0.contains("content-type: image/png"));
}

#[tokio::test]
async fn json_that_is_a_file() {
    let server = Server::start([Reply::json("{\"b\": 1}")]);
    let file = client!(version_3_0, server).json_file(b"{\"a\": 1}".to_vec()).await.unwrap();
    assert_eq!(server.last().text(), "{\"a\": 1}");
    assert_eq!(server.last().header("content-type"), "application/json");
    assert_eq!(file.collect(100).await.unwrap().as_ref(), b"{\"b\": 1}");
}

#[tokio::test]
async fn parts_of_other_names() {
    use body_multipart::operations::untagged::UploadComponentForm;
    use body_multipart::runtime::Upload;
    let server = Server::silent();
    let form = UploadComponentForm::new(Upload::bytes("x")).additional_properties([("more", "y")]);
    client!(body_multipart, server).upload_component().body(form).await.unwrap();
    let parts = parts(&server.last());
    assert!(parts[1].0.contains("name=\"more\""), "{parts:?}");
    assert_eq!(parts[1].1, "y");
}
