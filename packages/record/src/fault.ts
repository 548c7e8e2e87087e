/** Why something was not accepted: a stable code for programs, a reason for people. It never holds a record's body. */
export type Fault = {
  /** `record/<kebab>`, of markings `marking/<kebab>`; explained in docs/protocol. */
  readonly code: `record/${string}` | `marking/${string}`
  /** What is wrong with which thing; names members and positions, never their values. */
  readonly reason: string
}

/** What a function answers where what it was given is bad: expected badness is a value, not a throw. */
export type Faulty = { readonly ok: false; readonly fault: Fault }

/** @returns The answer that says so. */
export function faulty(code: Fault['code'], reason: string): Faulty {
  return { ok: false, fault: { code, reason } }
}
