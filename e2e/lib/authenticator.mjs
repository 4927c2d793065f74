// A device with passkeys in Chromium: it knows its owner by itself, as after a finger or a PIN.

const DEVICE = {
  protocol: "ctap2",
  transport: "internal",
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
};

/** Gives a page a device; with it what happens to it next can be changed, and its keys be given to another page. */
export async function addDevice(page, options = {}) {
  const line = await page.context().newCDPSession(page);
  await line.send("WebAuthn.enable");
  const { authenticatorId } = await line.send("WebAuthn.addVirtualAuthenticator", { options: { ...DEVICE, ...options } });
  return {
    /** Whether it knows who is in front of it. */
    knowsOwner: (isUserVerified) => line.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    async keys() {
      return (await line.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
    },
    put: (credential) => line.send("WebAuthn.addCredential", { authenticatorId, credential }),
  };
}
