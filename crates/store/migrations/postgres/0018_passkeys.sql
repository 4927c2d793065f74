-- Passkeys (WebAuthn) of officers: what proves that somebody holds a key without our ever having it. A program that
-- knows nothing of them would let a password alone in where a passkey is asked for too, so none goes on beside this.
create table passkeys (
    id              text not null primary key,
    officer_id      text not null references officers (id),
    -- The name the key has on its device, in base64url.
    credential      text not null unique,
    -- The public key as the device told it (COSE), in base64url.
    public_key      text not null,
    -- How often it was used by its own count; zero where its maker does not count.
    sign_count      bigint not null,
    name            text not null,
    made_at         bigint not null,
    used_at         bigint
);
create index passkeys_by_officer on passkeys (officer_id, made_at);
create trigger passkeys_raise after insert or delete on passkeys
    for each statement execute function people_changed();

-- What somebody was asked to sign, each good for once. To whom it was given lies with them: a session, a log-in on its
-- way, or a browser.
create table passkey_challenges (
    challenge_hash  text not null primary key,
    given_to        text not null,
    expires_at      bigint not null
);
create index passkey_challenges_by_expiry on passkey_challenges (expires_at);
