//! Messages in XML: forms that the protocols' test cases don't have, and hostile documents.

use allocation_counter::measure;
use http::{Request, Response};
use shapesmith_tests::support::http::{
    Call, Protocol, Reading, RequestError, ResponseError, Router, request, response,
};
use shapesmith_tests::support::{ErrorSet, Timestamp};
use shapesmith_tests::xml_messages::errors::PutTreeError;
use shapesmith_tests::xml_messages::operations::{FindRoot, OPERATIONS, PutTree};
use shapesmith_tests::xml_messages::{
    Choice, FindRootOutput, PutTreeInput, PutTreeOutput, Tree, TreeTooOld,
};

fn to_request(body: &str) -> Request<Vec<u8>> {
    Request::put("/trees/1").body(body.as_bytes().to_vec()).unwrap()
}

/// Reads a tree that a client sends. Returns the message of the rejection if it is malformed.
fn read(body: &str) -> Result<Tree, String> {
    let (router, request) = (Router::new(OPERATIONS), to_request(body));
    let call = router.route(&request).unwrap();
    let input = call.input::<PutTree>(Reading::Lenient);
    input.map(|input| input.tree.unwrap()).map_err(|rejection| rejection.to_string())
}

fn tree(name: &str) -> Tree {
    let mut tree = Tree::default();
    tree.name = Some(name.to_owned());
    tree
}

/// Returns a tree with a value of each kind.
fn full_tree() -> Tree {
    let mut tree = tree(" <a> & \"ü\" \r\n ]]> ");
    tree.kind = Some("a\tb\n\"c\" <'>".to_owned());
    (tree.height, tree.planted) = (Some(1.5e300), Timestamp::new(1, 500_000_000).ok());
    tree.seed = Some(b"\x00\xff".as_slice().into());
    tree.branches = Some(vec![self::tree("b"), Tree::default()]);
    tree.leaves = Some(vec!["l".to_owned(), String::new()]);
    tree.labels = Some([("k".to_owned(), "v".to_owned())].into());
    tree.flat = Some([("a".to_owned(), String::new()), ("b".to_owned(), "2".to_owned())].into());
    tree.rings = Some(vec![vec![1, 2], vec![]]);
    tree.prefixed = Some("p".to_owned());
    tree
}

#[test]
fn all_kinds_of_values_survive_an_exchange() {
    let mut input = PutTreeInput::new("1");
    input.tree = Some(full_tree());
    let written = request::<PutTree>(&input).unwrap();
    let body = String::from_utf8(written.body().clone()).unwrap();
    assert!(body.starts_with("<Tree xmlns=\"https://forest.example/doc/\" t:kind=\""), "{body}");
    assert!(body.contains("<Prefixed xmlns:p=\"https://prefix.example/\">p</Prefixed>"), "{body}");
    assert!(body.contains("<Branch><Name>b</Name></Branch><Branch></Branch><Leaf>l</Leaf>"));
    assert!(body.contains("<Flat><K>a</K><V></V></Flat><Flat><K>b</K><V>2</V></Flat>"), "{body}");
    let router = Router::new(OPERATIONS);
    let call = router.route(&written).unwrap();
    assert_eq!(call.input::<PutTree>(Reading::Strict).unwrap(), input);

    for choice in [
        Choice::Text("t".to_owned()),
        Choice::Tree(full_tree()),
        Choice::Names(vec!["1".to_owned(), "2".to_owned()]),
    ] {
        let mut output = PutTreeOutput::default();
        (output.tree, output.choice) = (Some(full_tree()), Some(choice));
        let written = call.output::<PutTree>(&output);
        assert!(String::from_utf8_lossy(written.body()).contains("<Planted xmlns="));
        assert_eq!(response::<PutTree>(&written).unwrap(), output);
    }
}

#[test]
fn documents_have_many_forms() {
    let expected = tree("a&b");
    for document in [
        "<Tree><Name>a&amp;b</Name></Tree>",
        "\u{FEFF}<?xml version='1.0'?><!-- c --><x:Tree xmlns:x='u'><x:Name>a&#38;b</x:Name></x:Tree>",
        " \n <?xml version='1.0'?> <?p i?><Any><Name><![CDATA[a&b]]></Name></Any> ",
        "<Tree ><New><Name>x</Name></New><Name >a<!-- > -->&#x26;b</Name ></Tree >",
        "<Tree a='>' b=\"/>\"><Unknown/><Name>a<Inside>x</Inside>&amp;b</Name></Tree>",
    ] {
        assert_eq!(read(document).unwrap(), expected, "{document}");
    }
    assert_eq!(read("<Tree><Name/><Seed/></Tree>").unwrap().name.as_deref(), Some(""));
    assert_eq!(read("<Tree><Height> 2.5\n</Height></Tree>").unwrap().height, Some(2.5));
    // Services write characters as references that XML can't hold.
    assert_eq!(read("<Tree><Name>&#x8;</Name></Tree>").unwrap().name.as_deref(), Some("\u{8}"));
}

#[test]
fn flattened_entries_may_be_interleaved() {
    let document = "<Tree><Leaf>1</Leaf><Branch><Name>b</Name></Branch><Leaf>2</Leaf><Name>n</Name>\
                    <Branch><Name>c</Name><Leaf>x</Leaf></Branch><Leaf>3</Leaf></Tree>";
    let read = read(document).unwrap();
    assert_eq!(read.leaves.unwrap(), ["1", "2", "3"]);
    let branches = read.branches.unwrap();
    assert_eq!((branches.len(), branches[1].leaves.as_ref().unwrap().len()), (2, 1));
    assert_eq!(read.name.as_deref(), Some("n"));
}

#[test]
fn malformed_documents_are_refused() {
    for document in [
        "text",
        "<Tree>",
        "<Tree></Other>",
        "<Tree><Name></Tree>",
        "<Tree><Name>&unknown;</Name></Tree>",
        "<Tree><Name>a & b</Name></Tree>",
        "<Tree><Name>&#xD800;</Name></Tree>",
        "<Tree><Name>&#-1;</Name></Tree>",
        "<Tree><Height>x</Height></Tree>",
        "<Tree><Planted>yesterday</Planted></Tree>",
        "<Tree><Seed>?</Seed></Tree>",
        "<Tree t:kind=x></Tree>",
        "<Tree <Name/></Tree>",
        "<!DOCTYPE t [<!ENTITY a \"b\">]><Tree><Name>&a;</Name></Tree>",
        "<Tree><Labels><entry><K>k</K></entry></Labels></Tree>",
        "<Tree><![CDATA[</Tree>",
        "<>",
        "<Tree/",
    ] {
        let error = read(document).unwrap_err();
        assert!(error.len() < 200, "{document}: {error}");
    }
    let long = format!("<Tree><Height>{}</Height></Tree>", "x".repeat(1 << 20));
    assert!(read(&long).unwrap_err().len() < 1000);
}

#[test]
fn hostile_documents_use_bounded_memory() {
    let size = 1 << 20;
    let repeat = |text: &str| text.repeat(size / text.len());
    let nested = |open: &str| format!("<Tree>{}", repeat(open));
    let documents = [
        nested("<Branch>"),
        nested("<Unknown>"),
        nested("<Leaf/><Branch/>"),
        format!("<Tree {}/>", repeat("a='b' ")),
        format!("<Tree><Name>{}</Name></Tree>", repeat("&lt;")),
        format!("<Tree>{}</Tree>", repeat("<Flat><K>k</K><V>v</V></Flat>")),
        format!("<Tree>{}</Tree>", repeat("<Leaf/>")),
        repeat("<!-- -->"),
        format!("<Tree><Name>{}", repeat("<![CDATA[x]]>")),
    ];
    for document in documents {
        let mut result = None;
        let memory = measure(|| result = Some(read(&document).map(drop)));
        assert!(memory.bytes_max < 128 * size as u64, "{} for {:.40}", memory.bytes_max, document);
        drop(result);
    }
}

#[test]
fn requests_have_no_characters_that_xml_forbids() {
    let mut input = PutTreeInput::new("1");
    input.tree = Some(tree("a\u{8}"));
    assert_eq!(request::<PutTree>(&input).unwrap_err(), RequestError::ForbiddenCharacter);
    // A service can have stored them.
    let mut output = PutTreeOutput::default();
    output.tree = Some(tree("a\u{8}"));
    let request = to_request("<Tree/>");
    let router = Router::new(OPERATIONS);
    let written = router.route(&request).unwrap().output::<PutTree>(&output);
    assert_eq!(response::<PutTree>(&written).unwrap(), output);
}

#[test]
fn errors_have_their_members() {
    let mut error = TreeTooOld::default();
    (error.message, error.age) = (Some("<old>".to_owned()), Some(900));
    let request = to_request("<Tree/>");
    let router = Router::new(OPERATIONS);
    let expected = error.clone();
    let written = router.route(&request).unwrap().error(&PutTreeError::TreeTooOld(error));
    assert_eq!(written.status(), 409);
    let body = String::from_utf8_lossy(written.body()).into_owned();
    assert!(
        body.contains("<Type>Sender</Type><Code>TreeTooOld</Code><Message>&lt;old&gt;"),
        "{body}"
    );
    match response::<PutTree>(&written).unwrap_err() {
        ResponseError::Service(PutTreeError::TreeTooOld(read)) => assert_eq!(read, expected),
        error => panic!("{error:?}"),
    }
    // A response of a proxy has no code.
    let page = Response::builder().status(503).body(b"<html><body>busy</body></html>".to_vec());
    match response::<PutTree>(&page.unwrap()).unwrap_err() {
        ResponseError::Service(error) => assert_eq!(error.code(), "ServiceUnavailable"),
        error => panic!("{error:?}"),
    }
}

#[test]
fn an_output_without_a_root_of_its_own() {
    let mut output = FindRootOutput::default();
    output.place = Some("here".to_owned());
    let request = Request::get("/root").body(Vec::new()).unwrap();
    let router = Router::new(OPERATIONS);
    let call = router.route(&request).unwrap();
    let written = call.output::<FindRoot>(&output);
    let body = String::from_utf8_lossy(written.body()).into_owned();
    assert!(body.ends_with("<Place xmlns=\"https://forest.example/doc/\">here</Place>"), "{body}");
    assert_eq!(response::<FindRoot>(&written).unwrap(), output);
    let empty = call.output::<FindRoot>(&FindRootOutput::default());
    assert_eq!(response::<FindRoot>(&empty).unwrap(), FindRootOutput::default());
}

#[test]
fn error_has_the_code_of_its_protocol() {
    use shapesmith_tests::operations_query_compatible as both;
    use shapesmith_tests::operations_query_compatible::operations::Send;

    let mut too_long = both::TooLong::default();
    too_long.message = Some("m".to_owned());
    let error = both::errors::SendError::TooLong(too_long.clone());
    let answer = |request: Request<&str>| {
        let router = Router::new(both::operations::OPERATIONS);
        router.route(&request).unwrap().error(&error)
    };
    let json = answer(Request::post("/").header("x-amz-target", "Both.Send").body("{}").unwrap());
    assert_eq!(json.headers()["x-amzn-query-error"], "Message.TooLong;Sender");
    assert_eq!(json.body(), br#"{"__type":"example.both#TooLong","message":"m"}"#);
    assert!(matches!(
        response::<Send>(&json),
        Err(ResponseError::Service(both::errors::SendError::TooLong(read))) if read == too_long
    ));
    let form = "Action=Send&Version=2024-01-01";
    let query = answer(Request::post("/").body(form).unwrap());
    let body = String::from_utf8_lossy(query.body());
    assert!(
        body.contains("<Type>Sender</Type><Code>Message.TooLong</Code><Message>m</Message>"),
        "{body}"
    );
}

#[test]
fn error_has_one_code_and_one_type_even_if_they_are_members() {
    use shapesmith_tests::operations_query::Gone;
    use shapesmith_tests::operations_query::errors::SendError;
    use shapesmith_tests::operations_query::operations::{OPERATIONS, Send};

    let mut gone = Gone::default();
    gone.code = Some("Other".to_owned());
    gone.detail = Some("d".to_owned());
    gone.message = Some("m".to_owned());
    gone.r#type = Some("Other".to_owned());
    let request = Request::post("/").body("Action=Send&Version=2024-01-01").unwrap();
    let call = Router::new(OPERATIONS).route(&request).unwrap();
    let written = call.error(&SendError::Gone(gone.clone()));
    let body = String::from_utf8_lossy(written.body());
    let error = "<Error><Type>Receiver</Type><Code>Gone</Code><Detail>d</Detail><Message>m</Message></Error>";
    assert!(body.contains(error), "{body}");
    // The members are what the elements say.
    gone.code = Some("Gone".to_owned());
    gone.r#type = Some("Receiver".to_owned());
    assert!(matches!(
        response::<Send>(&written),
        Err(ResponseError::Service(SendError::Gone(read))) if read == gone
    ));
}

#[test]
fn target_has_the_prefix_of_the_service() {
    use shapesmith_tests::operations_query_compatible::SendInput;
    use shapesmith_tests::operations_query_compatible::operations::{OPERATIONS, Send};
    use shapesmith_tests::validation_exception as other;

    let request = request::<Send>(&SendInput::default()).unwrap();
    assert_eq!(request.headers()["x-amz-target"], "com.example.both.Both.Send");
    // Clients that don't know the namespace name the service without it.
    let routers = [
        Router::new(OPERATIONS),
        Router::new(OPERATIONS.iter().chain(other::operations::OPERATIONS)),
    ];
    for target in ["com.example.both.Both.Send", "Both.Send", "example.Both.Send"] {
        for router in &routers {
            let request = Request::post("/").header("x-amz-target", target).body("{}").unwrap();
            assert!(router.route(&request).unwrap().is::<Send>(), "{target}");
        }
    }
}

#[test]
fn output_of_a_query_has_an_element_even_without_members() {
    use shapesmith_tests::operations_query::operations::{OPERATIONS, Purge, Send};

    let call = |name| {
        let operation = *OPERATIONS.iter().find(|operation| operation.name() == name).unwrap();
        Call::of(operation, Protocol::AwsQuery).unwrap()
    };
    let text = |response: Response<Vec<u8>>| String::from_utf8(response.into_body()).unwrap();
    let body = text(call("Purge").output::<Purge>(&Default::default()));
    assert!(body.contains("<PurgeResult></PurgeResult>"), "{body}");
    // An operation without an output has none.
    let body = text(call("Send").output::<Send>(&Default::default()));
    assert!(!body.contains("SendResult"), "{body}");
}
