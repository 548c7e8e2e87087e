import type { Client, Problem } from '../../api/client.ts'

/** In which form a case is taken out. */
export type CaseForm = 'json' | 'stix' | 'attack-flow'

/** A case as a file, before it is saved. */
export type CaseFile = {
  readonly name: string
  readonly text: string
  /** Parts of the case that are not in it. */
  readonly heldBack: number
  /** Marking of all that is in it; null where no single one says it. */
  readonly mark: unknown
  readonly notCarried: readonly { readonly what: string; readonly why: string }[]
  /** Whether anything of the case is in it. */
  readonly isEmpty: boolean
}

const ENDINGS: { readonly [Form in CaseForm]: string } = {
  json: 'json',
  stix: 'stix.json',
  'attack-flow': 'attack-flow.json',
}

/** Name of the file: whoever sees it knows the case, for whom it is and, where it is not real, that it is not. */
export function caseFileName(caseId: string, form: CaseForm, nation: string | undefined, mode: string): string {
  const reader = nation === undefined ? '' : `-for-${nation}`
  return `case-${caseId}${reader}${mode === 'REAL' ? '' : `.${mode}`}.${ENDINGS[form]}`
}

/**
 * Has the node write a case; what is shown of it is what is saved.
 *
 * @param asked.nation - Of the partner that it is for; undefined for this nation's own use.
 */
export async function writeCaseFile(
  client: Pick<Client, 'ask' | 'askBytes'>,
  asked: { readonly id: string; readonly form: CaseForm; readonly nation: string | undefined; readonly mode: string },
): Promise<{ readonly ok: true; readonly file: CaseFile } | { readonly ok: false; readonly problem: Problem }> {
  const { id, form, nation, mode } = asked
  const name = caseFileName(id, form, nation, mode)
  if (form === 'json') {
    const result = await client.askBytes('exportCase', { params: { id } })
    if (!result.ok) return result
    const text = new TextDecoder().decode(result.answer)
    const { heldBack, mark, parts } = JSON.parse(text)
    return { ok: true, file: { name, text, heldBack, mark, notCarried: [], isEmpty: parts.length === 0 } }
  }
  const query = { as: form, ...(nation === undefined ? {} : { for: nation }) }
  const result = await client.ask('exportCaseBundle', { params: { id }, query })
  if (!result.ok) return result
  const { bundle, heldBack, mark, parts, notCarried } = result.answer
  const text = `${JSON.stringify(bundle, undefined, 2)}\n`
  return { ok: true, file: { name, text, heldBack, mark, notCarried, isEmpty: parts === 0 } }
}

/** The first two bytes of gzip. Source: RFC 1952 §2.3.1. */
const GZIP = [0x1f, 0x8b] as const

/** What a file says, unpacked where it is gzip. Throws what reading it or its JSON throws. */
export async function readJsonOf(file: Blob): Promise<unknown> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  const isPacked = first === GZIP[0] && second === GZIP[1]
  const pieces = isPacked ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream()
  return JSON.parse(await new Response(pieces).text())
}
