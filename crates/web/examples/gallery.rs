//! Serves the gallery alone, without a database: `cargo run -p web --example gallery [port]`.

use std::net::Ipv4Addr;

use axum::{Router, http::header, response::IntoResponse, routing::get};
use maud::Markup;
use web::{assets, components::Lang, gallery};

/// The pages' policy; the gallery must live under it as they do.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                      frame-ancestors 'none'; form-action 'self'; base-uri 'none'";

fn under_policy(page: Markup) -> impl IntoResponse {
    ([(header::CONTENT_SECURITY_POLICY, POLICY)], page)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let port = std::env::args().nth(1).map_or(Ok(0), |text| text.parse::<u16>())?;
    let routes = Router::new()
        .route("/_components", get(async || under_policy(gallery::gallery())))
        .route("/_components/citizen", get(async || under_policy(gallery::citizen_gallery(Lang::Ko))))
        .route("/_components/citizen/en", get(async || under_policy(gallery::citizen_gallery(Lang::En))))
        .route("/assets/{*path}", get(assets::serve));
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    println!("http://{}/_components", listener.local_addr()?);
    axum::serve(listener, routes).await?;
    Ok(())
}
