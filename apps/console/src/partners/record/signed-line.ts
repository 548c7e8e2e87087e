/** What of a signed record is shown; the node has checked all of it before. */
export type SignedLine = {
  readonly body: unknown
  readonly data: unknown
  readonly mark: unknown
  readonly signatures: readonly { readonly keyId: string; readonly signature: string }[]
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** Reads the line of a signed record. @returns Nothing for a line that is none, or that is held back. */
export function readSignedLine(line: string | null): SignedLine | undefined {
  if (line === null) return undefined
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch {
    return undefined
  }
  if (!isObject(parsed) || !isObject(parsed['body']) || !Array.isArray(parsed['sigs'])) return undefined
  const { body } = parsed
  const sigs: readonly unknown[] = parsed['sigs']
  const signatures = sigs.flatMap((one) =>
    isObject(one) && typeof one['k'] === 'string' && typeof one['s'] === 'string'
      ? [{ keyId: one['k'], signature: one['s'] }]
      : [],
  )
  return { body, data: body['data'], mark: body['mark'], signatures }
}

/** The node that an origin names: `us.spoc.example/ch/JPN-USA` is a log of `us.spoc.example`. */
export function nodeOfOrigin(origin: string): string {
  return origin.slice(0, Math.max(0, origin.indexOf('/')))
}
