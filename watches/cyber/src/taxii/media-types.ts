/** What TAXII 2.1 sends and takes. Source: TAXII 2.1 §1.6.4. */
export const taxiiMediaType = 'application/taxii+json;version=2.1'

/** What objects in an envelope are. Source: STIX 2.1 §1.6, TAXII 2.1 §5.2. */
export const stixMediaType = 'application/stix+json;version=2.1'

type MediaType = { readonly type: string; readonly parameters: ReadonlyMap<string, string> }

/** @returns Whether a `Content-Type` is that of TAXII 2.1, with its version or without one. */
export function isTaxiiContent(header: string | undefined): boolean {
  const media = header === undefined ? undefined : readMediaType(header)
  return media !== undefined && isTaxii(media)
}

/** @returns Whether an `Accept` lets an answer of TAXII 2.1 come; without one all is taken. Source: RFC 9110 §12.5.1. */
export function acceptsTaxii(header: string | undefined): boolean {
  if (header === undefined || header.trim() === '') return true
  return header
    .split(',')
    .map(readMediaType)
    .some((media) => {
      if (Number(media.parameters.get('q') ?? '1') === 0) return false
      return media.type === '*/*' || media.type === 'application/*' || isTaxii(media)
    })
}

function isTaxii({ type, parameters }: MediaType): boolean {
  return type === 'application/taxii+json' && (parameters.get('version') ?? '2.1') === '2.1'
}

function readMediaType(text: string): MediaType {
  const [type = '', ...rest] = text.split(';')
  const parameters = rest.map((part): readonly [string, string] => {
    const [name = '', value = ''] = part.split('=')
    return [name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, '$1')]
  })
  return { type: type.trim().toLowerCase(), parameters: new Map(parameters) }
}
