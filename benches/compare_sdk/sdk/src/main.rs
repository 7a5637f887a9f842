//! The smallest client that asks about an identity.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), aws_sdk_ses::Error> {
    let config = aws_config::load_from_env().await;
    let client = aws_sdk_ses::Client::new(&config);
    let answer = client.get_identity_dkim_attributes().identities("example.com").send().await?;
    println!("{:?}", answer.dkim_attributes());
    Ok(())
}
