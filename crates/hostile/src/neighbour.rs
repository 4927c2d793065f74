//! A neighbour on this machine, for as long as the process lives.

use std::net::SocketAddr;

use axum::Router;

/// Answers by these routes at the address that comes back, on a thread of its own.
pub(crate) fn listening(routes: Router) -> SocketAddr {
    connect::install_crypto();
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            tell.send(listener.local_addr().unwrap()).unwrap();
            axum::serve(listener, routes).await.unwrap();
        });
    });
    told.recv().unwrap()
}
