/** Scheme, authority, path, fragment; a query is of the path, as none names a schema. */
const parts = /^(?:([A-Za-z][A-Za-z\d+.-]*):)?(?:\/\/([^/?#]*))?([^#]*)(?:#([\s\S]*))?$/

/**
 * The absolute address of a reference.
 *
 * @param base - An absolute address.
 * Source: RFC 3986 §5.2.
 */
export function resolveReference(reference: string, base: string): string {
  const [, scheme, authority, path = '', fragment] = parts.exec(reference) ?? []
  if (scheme !== undefined) return reference
  const [, baseScheme = '', baseAuthority, basePath = ''] = parts.exec(base) ?? []
  const end = fragment === undefined ? '' : `#${fragment}`
  const head = `${baseScheme}:`
  if (authority !== undefined) return `${head}//${authority}${withoutDots(path)}${end}`
  const host = baseAuthority === undefined ? '' : `//${baseAuthority}`
  if (path === '') return `${head}${host}${basePath}${end}`
  const merged = path.startsWith('/') ? path : `${basePath.slice(0, basePath.lastIndexOf('/') + 1)}${path}`
  return `${head}${host}${withoutDots(merged)}${end}`
}

/** Source: RFC 3986 §5.2.4. */
function withoutDots(path: string): string {
  const kept: string[] = []
  const steps = path.split('/')
  for (const step of steps) {
    if (step === '..') {
      if (kept.length > 1) kept.pop()
    } else if (step !== '.') kept.push(step)
  }
  const last = steps.at(-1)
  return last === '.' || last === '..' ? `${kept.join('/')}/` : kept.join('/')
}
