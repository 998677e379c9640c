// A library on top of the client, with an error of its own and a test without a server.

use openrouter_guardrails::models::{BulkAssignKeysRequest, CreateGuardrailRequest};
use openrouter_guardrails::{Client, Error};

/// What can go wrong with a team.
#[derive(Debug)]
pub enum TeamError {
    /// A team without keys needs no guardrail.
    NoKeys,
    /// The API could not be asked, or refused.
    Api(Error),
}

impl From<Error> for TeamError {
    fn from(error: Error) -> Self {
        Self::Api(error)
    }
}

/// A guardrail for a team, and its keys in it; gives the id of the guardrail.
pub async fn set_up(client: &Client, team: &str, keys: &[String]) -> Result<String, TeamError> {
    if keys.is_empty() {
        return Err(TeamError::NoKeys);
    }
    Ok(create(client, team, keys).await?)
}

async fn create(client: &Client, team: &str, keys: &[String]) -> Result<String, Error> {
    let id = client.guardrails().create(CreateGuardrailRequest::new(team)).await?.data.id;
    client.guardrails().bulk_assign_keys(&id, BulkAssignKeysRequest::new(keys)).await?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use openrouter_guardrails::Client;
    use openrouter_guardrails::runtime::{Scripted, ScriptedTransport};

    use super::{TeamError, set_up};

    #[tokio::test]
    async fn a_team_has_a_guardrail_with_its_keys() {
        let guardrail = r#"{"data": {"id": "g1", "name": "Team", "created_at": "", "workspace_id": null}}"#;
        let transport =
            ScriptedTransport::new([Scripted::json(201, guardrail), Scripted::json(200, r#"{"assigned_count": 1}"#)]);
        let builder = Client::builder().base_url("http://localhost").api_key("secret");
        let client = builder.transport(transport.clone()).build().unwrap();

        assert_eq!(set_up(&client, "Team", &["k1".to_owned()]).await.unwrap(), "g1");
        let paths: Vec<String> = transport.requests().iter().map(|request| request.url.clone()).collect();
        assert_eq!(paths, ["http://localhost/guardrails", "http://localhost/guardrails/g1/assignments/keys"]);

        assert!(matches!(set_up(&client, "Team", &[]).await, Err(TeamError::NoKeys)));
    }

    #[tokio::test]
    async fn a_refusal_is_the_apis() {
        let refusal = r#"{"error": {"code": 403, "message": "no management key"}}"#;
        let transport = ScriptedTransport::new([Scripted::json(403, refusal)]);
        let builder = Client::builder().base_url("http://localhost").api_key("secret");
        let client = builder.transport(transport).build().unwrap();
        let error = set_up(&client, "Team", &["k1".to_owned()]).await.unwrap_err();
        assert!(matches!(&error, TeamError::Api(error) if error.to_string().contains("no management key")));
    }
}
