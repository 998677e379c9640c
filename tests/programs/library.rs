// A library on top of the client, with an error of its own and a test without a server.

use openrouter_guardrails::errors::GuardrailsBulkAssignKeysError;
use openrouter_guardrails::models::{BulkAssignKeysRequest, CreateGuardrailRequest};
use openrouter_guardrails::{Client, Error};

/// What can go wrong with a team.
#[derive(Debug, thiserror::Error)]
pub enum TeamError {
    #[error("a team without keys needs no guardrail")]
    NoKeys,
    #[error("there is a team of that name")]
    Exists,
    /// The API could not be asked, or refused.
    #[error(transparent)]
    Api(#[from] Error),
}

/// A client for a team; the keys are in the environment.
pub fn client() -> Result<Client, TeamError> {
    Ok(Client::from_env()?)
}

/// A guardrail for a team, and its keys in it; gives the id of the guardrail.
pub async fn set_up(client: &Client, team: &str, keys: &[String]) -> Result<String, TeamError> {
    if keys.is_empty() {
        return Err(TeamError::NoKeys);
    }
    let mut known = client.guardrails().list().items();
    while let Some(guardrail) = known.next().await {
        if guardrail?.name == team {
            return Err(TeamError::Exists);
        }
    }
    let id = client.guardrails().create(CreateGuardrailRequest::new(team)).await?.data.id;
    let keys = BulkAssignKeysRequest::new(keys);
    match client.guardrails().bulk_assign_keys(&id, keys).await {
        // Nobody sees a guardrail that guards nothing.
        Err(error) if matches!(error.body(), Some(GuardrailsBulkAssignKeysError::BadRequest(_))) => {
            client.guardrails().delete(&id).await?;
            Err(error.into())
        }
        outcome => Ok(outcome.map(|_| id)?),
    }
}

#[cfg(test)]
mod tests {
    use openrouter_guardrails::Client;
    use openrouter_guardrails::runtime::{MockResponse, MockTransport};

    use super::{TeamError, set_up};

    #[tokio::test]
    async fn a_team_has_a_guardrail_with_its_keys() {
        let guardrail = r#"{"data": {"id": "g1", "name": "Team", "created_at": "", "workspace_id": null}}"#;
        let transport = MockTransport::new([
            MockResponse::json(200, r#"{"data": [], "total_count": 0}"#),
            MockResponse::json(201, guardrail),
            MockResponse::json(200, r#"{"assigned_count": 1}"#),
        ]);
        let builder = Client::builder().base_url("http://localhost").api_key("secret");
        let client = builder.transport(transport.clone()).build().unwrap();

        assert_eq!(set_up(&client, "Team", &["k1".to_owned()]).await.unwrap(), "g1");
        let paths: Vec<String> = transport.requests().iter().map(|request| request.url.clone()).collect();
        let guardrails = "http://localhost/guardrails";
        assert_eq!(paths, [guardrails, guardrails, &format!("{guardrails}/g1/assignments/keys")]);

        assert!(matches!(set_up(&client, "Team", &[]).await, Err(TeamError::NoKeys)));
    }

    #[tokio::test]
    async fn a_refusal_is_the_apis() {
        let refusal = r#"{"error": {"code": 403, "message": "no management key"}}"#;
        let transport = MockTransport::new([MockResponse::json(403, refusal)]);
        let builder = Client::builder().base_url("http://localhost").api_key("secret");
        let client = builder.transport(transport).build().unwrap();
        let error = set_up(&client, "Team", &["k1".to_owned()]).await.unwrap_err();
        assert!(matches!(&error, TeamError::Api(error) if error.to_string().contains("no management key")));
    }
}
