/** A thing of any watch that belongs into a case. */
export type CaseThing = {
  readonly type: string
  readonly id: string
  readonly title: string
  /** Its page in this console. */
  readonly path: string
}
