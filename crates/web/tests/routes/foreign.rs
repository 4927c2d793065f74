//! A form on another site: whoever's cookie the browser sends along, no page of ours takes it.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use testkit::databases::{Address, run};
use testkit::world::{KIM, SI};
use tower::ServiceExt;

use crate::askers::session;
use crate::house::House;
use crate::table::routes;

/// What a browser of today says, and what one of yesterday does.
const SAYS: [&[(&str, &str)]; 3] = [
    &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
    &[("sec-fetch-site", "same-site"), ("origin", "https://other.seoul.example")],
    &[("origin", "https://evil.example"), ("host", "eungdapso.example")],
];

#[test]
fn a_form_of_another_site_is_refused_at_every_address() {
    run(store::Engine::Sqlite, |_: Address| async {
        let house = House::build().await;
        let open = house.open().await;
        let posts = routes().into_iter().filter(|route| route.method == "POST");
        let mut asked = 0;
        for route in posts {
            let path = route.path.replace(['{', '}', '*'], "");
            for (cookie, says) in
                [session(KIM), session(SI)].iter().flat_map(|who| SAYS.map(|says| (who, says)))
            {
                let mut request = Request::post(&path)
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .header(header::COOKIE, cookie);
                for (name, value) in says {
                    request = request.header(*name, *value);
                }
                let came =
                    open.router.clone().oneshot(request.body(Body::from("a=b")).unwrap()).await.unwrap();
                assert_eq!(came.status(), StatusCode::FORBIDDEN, "POST {path} {says:?}");
                asked += 1;
            }
        }
        assert!(asked > 500, "only {asked} were asked");
        house.close(open).await;
    });
}
