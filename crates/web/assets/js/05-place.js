// A page that came of a form that was sent again stands where it would stand by itself: a reload, and every script that
// says where one is, must not send the form once more.
const { path } = document.body.dataset;
if (path && location.pathname === '/login/again') history.replaceState(null, '', path);
