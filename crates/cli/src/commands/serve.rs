//! `crosscheck serve`.

use tokio::net::TcpListener;

use super::{Failure, open, system};
use crate::Place;

#[derive(clap::Args)]
pub struct Serve {
    #[command(flatten)]
    place: Place,
    /// Address and port to listen on
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// Where people reach the server, such as https://label.example.org
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
}

impl Serve {
    pub async fn run(self) -> Result<(), Failure> {
        let mut config = self.place.config()?;
        if let Some(listen) = self.listen {
            config.listen = listen;
        }
        if let Some(url) = self.public_url {
            config.public_url = url;
        }
        let listener = listen(&config.listen).await?;
        config.listen = listener.local_addr()?.to_string();
        let app = open(&config).await?;
        println!("Crosscheck listens on {}", app.settings.public_url);
        if let Some(link) = crosscheck_server::first_start(&app).await.map_err(system)? {
            println!(
                "\nNo account exists yet. Make the first administrator with this link (once, within a day):\n\n  {link}\n"
            );
        }
        crosscheck_server::serve(app, listener).await?;
        Ok(())
    }
}

pub async fn listen(address: &str) -> Result<TcpListener, Failure> {
    let bound = TcpListener::bind(address).await;
    bound.map_err(|error| {
        Failure::Input(format!("cannot listen on {address}: {error}; choose another with --listen or --port"))
    })
}
