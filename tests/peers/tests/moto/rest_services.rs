//! Services that speak restJson1.

use std::collections::BTreeMap;

use shapesmith_peers::api::support::Timestamp;
use shapesmith_peers::api::{amp, api_gateway, appsync, backup, pipes};
use shapesmith_peers::client::Client;

use crate::{NAMES, assert_names, read_pages};

/// 2020-01-01, before everything that is created.
const PAST: i64 = 1_577_836_800;

fn assert_recent(time: Option<Timestamp>) {
    assert!(time.unwrap() > Timestamp::new(PAST, 0).unwrap(), "{time:?}");
}

fn tags() -> BTreeMap<String, String> {
    [("team".to_owned(), "sea & ü".to_owned())].into()
}

pub fn use_amp(client: &Client) {
    use amp::operations as ops;
    let created: Vec<String> = NAMES
        .map(|name| {
            let mut input = amp::CreateWorkspaceRequest::default();
            input.alias = Some(name.to_owned());
            input.tags = Some(tags());
            client.call::<ops::CreateWorkspace>(&input).unwrap().workspace_id.unwrap()
        })
        .into();
    let listed = read_pages(2, |token| {
        let mut input = amp::ListWorkspacesRequest::default();
        (input.max_results, input.next_token) = (Some(2), token);
        let output = client.call::<ops::ListWorkspaces>(&input).unwrap();
        (output.workspaces, output.next_token)
    });
    assert_names(listed.into_iter().map(|workspace| workspace.alias));
    let input = amp::DescribeWorkspaceRequest::new(&created[0]);
    let read = client.call::<ops::DescribeWorkspace>(&input).unwrap().workspace.unwrap();
    assert_eq!((read.alias.as_deref(), read.tags), (Some("first"), Some(tags())));
    assert_recent(read.created_at);
    for id in &created {
        client.call::<ops::DeleteWorkspace>(&amp::DeleteWorkspaceRequest::new(id)).unwrap();
    }
    let error = client.fail::<ops::DescribeWorkspace>(&input, "ResourceNotFoundException");
    let amp::errors::DescribeWorkspaceError::ResourceNotFoundException(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.resource_id.as_deref(), Some(created[0].as_str()));
}

pub fn use_api_gateway(client: &Client) {
    use api_gateway::operations as ops;
    let created: Vec<String> = NAMES
        .map(|name| {
            let mut input = api_gateway::CreateRestApiRequest::new(name);
            input.description = Some("prüft é".to_owned());
            input.tags = Some(tags());
            client.call::<ops::CreateRestApi>(&input).unwrap().id.unwrap()
        })
        .into();
    let listed = read_pages(1, |token| {
        let mut input = api_gateway::GetRestApisRequest::default();
        (input.limit, input.position) = (Some(2), token);
        let output = client.call::<ops::GetRestApis>(&input).unwrap();
        (output.items, output.position)
    });
    assert_names(listed.into_iter().map(|api| api.name));
    let mut patch = api_gateway::PatchOperation::default();
    patch.op = Some(api_gateway::Op::Replace);
    patch.path = Some("/description".to_owned());
    patch.value = Some("new".to_owned());
    let mut input = api_gateway::UpdateRestApiRequest::new(&created[0]);
    input.patch_operations = Some(vec![patch]);
    client.call::<ops::UpdateRestApi>(&input).unwrap();
    let input = api_gateway::GetRestApiRequest::new(&created[0]);
    let read = client.call::<ops::GetRestApi>(&input).unwrap();
    assert_eq!((read.description.as_deref(), read.tags), (Some("new"), Some(tags())));
    assert_recent(read.created_date);
    for id in &created {
        client.call::<ops::DeleteRestApi>(&api_gateway::DeleteRestApiRequest::new(id)).unwrap();
    }
    client.fail::<ops::GetRestApi>(&input, "NotFoundException");
}

pub fn use_appsync(client: &Client) {
    use appsync::operations as ops;
    let created: Vec<String> = NAMES
        .map(|name| {
            let mut input = appsync::CreateGraphqlApiRequest::new(name, "API_KEY");
            input.tags = Some(tags());
            let output = client.call::<ops::CreateGraphqlApi>(&input).unwrap();
            output.graphql_api.unwrap().api_id.unwrap()
        })
        .into();
    let listed = read_pages(1, |token| {
        let mut input = appsync::ListGraphqlApisRequest::default();
        (input.max_results, input.next_token) = (Some(2), token);
        let output = client.call::<ops::ListGraphqlApis>(&input).unwrap();
        (output.graphql_apis, output.next_token)
    });
    assert_names(listed.into_iter().map(|api| api.name));
    let input = appsync::GetGraphqlApiRequest::new(&created[0]);
    let read = client.call::<ops::GetGraphqlApi>(&input).unwrap().graphql_api.unwrap();
    assert_eq!(read.authentication_type, Some(appsync::AuthenticationType::ApiKey));
    assert_eq!(read.tags, Some(tags()));
    for id in &created {
        client.call::<ops::DeleteGraphqlApi>(&appsync::DeleteGraphqlApiRequest::new(id)).unwrap();
    }
    client.fail::<ops::GetGraphqlApi>(&input, "NotFoundException");
}

pub fn use_backup(client: &Client) {
    use backup::operations as ops;
    for name in NAMES {
        let output =
            client.call::<ops::CreateBackupVault>(&backup::CreateBackupVaultInput::new(name));
        assert_recent(output.unwrap().creation_date);
    }
    let listed = read_pages(1, |token| {
        let mut input = backup::ListBackupVaultsInput::default();
        (input.max_results, input.next_token) = (Some(2), token);
        let output = client.call::<ops::ListBackupVaults>(&input).unwrap();
        (output.backup_vault_list, output.next_token)
    });
    assert_names(listed.into_iter().map(|vault| vault.backup_vault_name));
    let input = backup::DescribeBackupVaultInput::new("first");
    let read = client.call::<ops::DescribeBackupVault>(&input).unwrap();
    assert_eq!(read.backup_vault_name.as_deref(), Some("first"));
    assert_recent(read.creation_date);
    for name in NAMES {
        client.call::<ops::DeleteBackupVault>(&backup::DeleteBackupVaultInput::new(name)).unwrap();
    }
    client.fail::<ops::DescribeBackupVault>(&input, "ResourceNotFoundException");
}

pub fn use_pipes(client: &Client) {
    use pipes::operations as ops;
    let role = "arn:aws:iam::123456789012:role/worker";
    let queue = |name: &str| format!("arn:aws:sqs:us-east-1:123456789012:{name}");
    for name in NAMES {
        let mut input = pipes::CreatePipeRequest::new(name, queue("from"), queue("to"), role);
        input.description = Some("secret".to_owned());
        input.tags = Some(tags());
        let output = client.call::<ops::CreatePipe>(&input).unwrap();
        assert_recent(output.creation_time);
    }
    let listed = read_pages(2, |token| {
        let mut input = pipes::ListPipesRequest::default();
        (input.limit, input.next_token) = (Some(2), token);
        let output = client.call::<ops::ListPipes>(&input).unwrap();
        (output.pipes, output.next_token)
    });
    assert_names(listed.into_iter().map(|pipe| pipe.name));
    let input = pipes::DescribePipeRequest::new("first");
    let read = client.call::<ops::DescribePipe>(&input).unwrap();
    assert_eq!((read.source, read.target), (Some(queue("from")), Some(queue("to"))));
    assert_eq!(read.tags, Some(tags()));
    for name in NAMES {
        client.call::<ops::DeletePipe>(&pipes::DeletePipeRequest::new(name)).unwrap();
    }
    client.fail::<ops::DescribePipe>(&input, "NotFoundException");
}
