//! `crosscheck user` and `crosscheck token`: accounts without the browser.

use std::io::BufRead;

use crosscheck_server::secret;
use crosscheck_store::{NewToken, NewUser};

use super::{Failure, open, system};
use crate::Place;

#[derive(clap::Args)]
pub struct User {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Make an account; the password is read from standard input
    Add {
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        name: String,
        #[arg(long)]
        email: String,
        /// Administrator of the server
        #[arg(long)]
        admin: bool,
    },
    /// Set a password, read from standard input; ends every session of that person
    Password {
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        email: String,
    },
    /// List the accounts
    List {
        #[command(flatten)]
        place: Place,
    },
}

#[derive(clap::Args)]
pub struct Token {
    #[command(flatten)]
    place: Place,
    /// Whose token
    email: String,
    #[arg(long)]
    name: String,
    /// read, write, admin
    #[arg(long = "scope", value_parser = ["read", "write", "admin"], default_values = ["read", "write"])]
    scopes: Vec<String>,
    #[arg(long)]
    days: Option<u32>,
}

impl User {
    pub async fn run(self) -> Result<(), Failure> {
        match self.action {
            Action::Add { place, name, email, admin } => {
                let app = open(&place.config()?).await?;
                let password_hash = Some(hashed().await?);
                let new = NewUser { id: secret::new_id().into(), name, email, password_hash, admin };
                let user = app.store.create_user(new, app.now()).await?;
                println!("{} can sign in as {}", user.name, user.email);
            }
            Action::Password { place, email } => {
                let app = open(&place.config()?).await?;
                let user = app.store.user_by_email(&email).await?;
                let user = user.ok_or_else(|| Failure::Input(format!("nobody has the address {email}")))?;
                app.store.set_password(&user.id, &hashed().await?).await?;
                println!("{} has a new password, and every session of theirs has ended", user.name);
            }
            Action::List { place } => {
                for user in open(&place.config()?).await?.store.users().await? {
                    println!("{}\t{}\t{}", user.email, user.name, if user.admin { "administrator" } else { "" });
                }
            }
        }
        Ok(())
    }
}

async fn hashed() -> Result<String, Failure> {
    eprint!("Password: ");
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    secret::check_password(&password).map_err(|problem| Failure::Input(problem.to_string()))?;
    secret::hash_password(password).await.map_err(system)
}

impl Token {
    pub async fn run(self) -> Result<(), Failure> {
        let app = open(&self.place.config()?).await?;
        let user = app.store.user_by_email(&self.email).await?;
        let user = user.ok_or_else(|| Failure::Input(format!("nobody has the address {}", self.email)))?;
        let secret = format!("cc_{}", secret::new_secret());
        let now = app.now();
        let token = NewToken {
            user: user.id,
            name: self.name,
            token_hash: secret::hash(&secret),
            scopes: self.scopes,
            expires_at: self.days.map(|days| now + i64::from(days) * 86_400_000),
        };
        app.store.create_token(token, now).await?;
        println!("{secret}");
        Ok(())
    }
}
