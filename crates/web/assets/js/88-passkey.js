// 패스키: the browser is asked for a key, and the form carries what it says. Where it knows none, the page says so.
const able = Boolean(window.PublicKeyCredential && navigator.credentials);
const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const named = (known = []) => known.map((one) => ({ ...one, id: bytes(one.id) }));

const MAKE = {
  ask: (told) => navigator.credentials.create({ publicKey: { ...told, challenge: bytes(told.challenge), user: { ...told.user, id: bytes(told.user.id) }, excludeCredentials: named(told.excludeCredentials) } }),
  brought: ({ response }) => ({ client_data: text(response.clientDataJSON), attestation: text(response.attestationObject) }),
};
const USE = {
  ask: (told) => navigator.credentials.get({ publicKey: { ...told, challenge: bytes(told.challenge), allowCredentials: named(told.allowCredentials) } }),
  brought: ({ rawId, response }) => ({
    credential: text(rawId),
    client_data: text(response.clientDataJSON),
    authenticator_data: text(response.authenticatorData),
    signature: text(response.signature),
    user: response.userHandle ? text(response.userHandle) : '',
  }),
};
const SAID = {
  InvalidStateError: '이 기기에는 이미 등록된 패스키가 있습니다. 다른 기기나 보안키로 등록해 주십시오.',
  NotAllowedError: '패스키 확인이 취소되었거나 시간이 지났습니다. 다시 눌러 주십시오.',
  NotSupportedError: '이 기기는 응답소가 쓰는 방식의 패스키를 만들지 못합니다. 다른 기기나 보안키를 써 주십시오.',
};
const OTHERWISE = '패스키를 확인하지 못했습니다. 잠시 뒤에 다시 눌러 주십시오.';

function say(form, said, field) {
  const line = form.querySelector('[data-passkey-said]');
  line.textContent = said;
  line.hidden = !said;
  if (said && field) form.elements[field]?.focus();
}

async function challenge(form) {
  const answer = await fetch(form.dataset.challenge, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'error' });
  const told = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(told.said), { said: told.said, field: told.field });
  return told;
}

async function send(form) {
  const way = form.dataset.passkey === 'make' ? MAKE : USE;
  const key = await way.ask(await challenge(form));
  for (const [name, value] of Object.entries(way.brought(key))) form.elements[name].value = value;
  // The password was looked at with the challenge, and is not sent again.
  for (const secret of form.querySelectorAll('input[type="password"]')) secret.disabled = true;
  form.submit();
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!able || location.origin !== form.dataset.origin) continue;
  const place = form.closest('[data-passkey-able]');
  place.hidden = false;
  place.parentElement.querySelectorAll('[data-passkey-unable]').forEach((line) => { line.hidden = true; });
  let asking = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (asking) return;
    asking = true;
    say(form, '');
    send(form).catch((trouble) => say(form, trouble.said ?? SAID[trouble.name] ?? OTHERWISE, trouble.field)).finally(() => { asking = false; });
  });
}
