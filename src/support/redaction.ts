/**
 * Secrets are registered once, where they are read; whatever is logged afterwards is searched for them, in their
 * percent-encoded, base64 and JSON-escaped forms too.
 */
export class Redactor {
  readonly #forms = new Map<string, string>();

  /** `name` takes the secret's place: `[SLACK_BOT_TOKEN]`. Texts shorter than 4 characters are not worth hiding. */
  register(name: string, secret: string): void {
    if (secret.length < 4) return;
    const mark = `[${name}]`;
    const base64 = Buffer.from(secret).toString('base64');
    for (const form of [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      base64,
      base64.replace(/=+$/, ''),
      Buffer.from(secret).toString('base64url'),
    ]) {
      if (form.length >= 4) this.#forms.set(form, mark);
    }
  }

  redact(text: string): string {
    let out = text;
    for (const [form, mark] of this.#forms) if (out.includes(form)) out = out.replaceAll(form, mark);
    return out;
  }
}
