//! The order of the parts of forms, and lists within exploded objects.

use body_multipart_order::{models, operations};
use body_multipart_order::runtime::Upload;
use wire::{Seen, Server};

use crate::client;

/// The names of the parts in the order in which they came.
fn names(seen: &Seen) -> Vec<String> {
    let text = seen.text();
    let parts = text.split("; name=\"").skip(1);
    parts.filter_map(|part| part.split('"').next()).map(str::to_owned).collect()
}

#[tokio::test]
async fn parts_go_in_the_order_of_the_document() {
    let server = Server::silent();
    let client = client!(body_multipart_order, server);
    let file = || Upload::bytes("content");
    let metadata = models::RelatedRequestMetadata::new().name("n");
    client.related(operations::untagged::RelatedForm::new(file(), metadata)).await.unwrap();
    assert_eq!(names(&server.last()), ["metadata", "file"]);
    let form = operations::untagged::UploadForm::new(file(), "k", "p");
    client.upload(form.acl("a").additional_properties([("x-amz-date", "d")])).await.unwrap();
    assert_eq!(names(&server.last()), ["key", "policy", "acl", "x-amz-date", "file"]);
}

#[tokio::test]
async fn a_list_in_an_exploded_object_repeats_its_name() {
    let server = Server::silent();
    let client = client!(body_multipart_order, server);
    let filter = models::Filter::new().tags(["a", "b c"]).name("n");
    client.search().filter(filter.clone()).await.unwrap();
    assert_eq!(server.last().target, "/search?name=n&tags=a&tags=b%20c");
    client.search_form().body(models::SearchFormRequest::new().filter(filter)).await.unwrap();
    assert_eq!(server.last().text(), "name=n&tags=a&tags=b%20c");
    let filter = models::HeadersRequestFilter::new().tags(["a", "b"]);
    client.headers(operations::untagged::HeadersForm::new().filter(filter).a("1").b("2")).await.unwrap();
    assert_eq!(names(&server.last()), ["tags", "tags", "b", "a"]);
}
