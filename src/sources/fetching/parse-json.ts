/** What a server gives as JSON. Throws with the source's name where it is none: a page to sign in, an answer cut short. */
export function parseJson(bytes: Uint8Array, label: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new Error(`${label}: the answer is not JSON`, { cause: error });
  }
}
