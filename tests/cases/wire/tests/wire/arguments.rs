//! `validate()` of the arguments of a call: parameters, and bodies that are no types of their own.

use parameter_limits::models::Thing;
use parameter_limits::operations::untagged::UploadThingsForm as FilesForm;
use parameter_limits::runtime::Violations;

use crate::client;

/// The paths and keywords of what is wrong.
fn broken(outcome: Result<(), Violations>) -> Vec<(String, &'static str)> {
    let violations = outcome.err().into_iter().flatten();
    violations.map(|violation| (violation.path, violation.rule)).collect()
}

fn at(path: &str, rule: &'static str) -> (String, &'static str) {
    (path.to_owned(), rule)
}

#[tokio::test]
async fn parameters_are_checked_before_they_are_sent() {
    let server = wire::Server::silent();
    let client = client!(parameter_limits, server);
    let fine = client.list_things("abc").limit(100).order("asc").tags(["ab"]).odd(3).x_trace("abc").with_validate(true);
    fine.validate().unwrap();
    fine.await.unwrap();
    let wrong =
        client.list_things("ABCDEF").limit(101).order("up").tags(["ab", "c", "de"]).odd(4).x_trace("ä");
    assert_eq!(
        broken(wrong.validate()),
        [
            at("id", "maxLength"),
            at("id", "pattern"),
            at("limit", "maximum"),
            at("order", "enum"),
            at("tags", "maxItems"),
            at("tags[1]", "minLength"),
            at("odd", "not"),
            at("X-Trace", "minLength"),
        ]
    );
}

#[tokio::test]
async fn bodies_of_no_type_of_their_own_are_checked() {
    let server = wire::Server::silent();
    let client = client!(parameter_limits, server);
    let put = |names: &[&str]| {
        let things: Vec<Thing> = names.iter().map(|name| Thing::new(*name)).collect();
        broken(client.put_things("abc", things).validate())
    };
    assert_eq!(put(&["a", "b"]), []);
    assert_eq!(put(&[]), [at("body", "minItems")]);
    assert_eq!(put(&["", "a", "a"]), [at("body", "uniqueItems"), at("body[0].name", "minLength")]);
    let form = client.add_thing("abc").body(Thing::new(""));
    assert_eq!(broken(form.validate()), [at("body.name", "minLength")]);
    let upload = |form: FilesForm| broken(client.upload_things("abc", form).validate());
    assert_eq!(upload(FilesForm::new("file", "abc").kind("big")), []);
    assert_eq!(
        upload(FilesForm::new("file", "").kind("odd")),
        [at("body.kind", "enum"), at("body.name", "minLength")]
    );
    let label = |labels: &[(&str, i64)]| {
        broken(client.label_things("abc").body(labels.to_vec()).validate())
    };
    assert_eq!(label(&[("abc", 9)]), []);
    assert_eq!(label(&[]), [at("body", "minProperties")]);
    assert_eq!(label(&[("abcd", 10)]), [at("body[\"abcd\"]", "maximum"), at("body", "propertyNames")]);
}
