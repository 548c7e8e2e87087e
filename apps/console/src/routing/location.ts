import { type ReadonlySignal, signal } from '@preact/signals'

/** Where the officer is: path and query hold ids and filters, the fragment holds typed words, which no server sees. */
export type Place = {
  readonly path: string
  readonly query: URLSearchParams
  readonly fragment: URLSearchParams
}

/** Where the officer is, and how to go elsewhere. */
export type Router = {
  readonly place: ReadonlySignal<Place>
  /** Goes to a path of the console; `replace` leaves no step to go back to. */
  readonly go: (href: string, options?: { readonly replace?: boolean }) => void
  /** Sets members of the query; an empty or absent value removes one. Filters replace, so Back leaves the page. */
  readonly setQuery: (changes: Readonly<Record<string, string | undefined>>) => void
  /** Sets typed words in the fragment. */
  readonly setFragment: (changes: Readonly<Record<string, string | undefined>>) => void
  /** The present address as a link. */
  readonly link: () => string
}

/** Reads an address. */
export function parsePlace(href: string): Place {
  const url = new URL(href, 'http://console.invalid')
  return { path: url.pathname, query: url.searchParams, fragment: new URLSearchParams(url.hash.slice(1)) }
}

/** Writes an address so that it stays readable: `:` and `,` are left as they are. */
export function formatPlace({ path, query, fragment }: Place): string {
  const readable = (parameters: URLSearchParams) => parameters.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')
  const search = readable(query)
  const hash = readable(fragment)
  return `${path}${search === '' ? '' : `?${search}`}${hash === '' ? '' : `#${hash}`}`
}

/** Changes members of a query; an empty or absent value removes one. */
export function withMembers(
  parameters: URLSearchParams,
  changes: Readonly<Record<string, string | undefined>>,
): URLSearchParams {
  const next = new URLSearchParams(parameters)
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') next.delete(name)
    else next.set(name, value)
  }
  return next
}

/** Whether a click on a link stays within the console. */
function ownLink(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return undefined
  const anchor = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!(anchor instanceof HTMLAnchorElement) || anchor.target !== '' || anchor.hasAttribute('download'))
    return undefined
  if (anchor.origin !== location.origin || anchor.pathname.startsWith('/api/')) return undefined
  return `${anchor.pathname}${anchor.search}${anchor.hash}`
}

/** Follows the address bar and takes over clicks on the console's own links. */
export function createRouter(): Router {
  const read = () => parsePlace(location.href)
  const place = signal(read())
  const go: Router['go'] = (href, options) => {
    if (options?.replace === true) history.replaceState(null, '', href)
    else if (href !== `${location.pathname}${location.search}${location.hash}`) history.pushState(null, '', href)
    place.value = read()
  }
  addEventListener('popstate', () => {
    place.value = read()
  })
  document.addEventListener('click', (event) => {
    const href = ownLink(event)
    if (href === undefined) return
    event.preventDefault()
    go(href)
  })
  const put = (next: Place) => go(formatPlace(next), { replace: true })
  return {
    place,
    go,
    setQuery: (changes) => put({ ...place.value, query: withMembers(place.value.query, changes) }),
    setFragment: (changes) => put({ ...place.value, fragment: withMembers(place.value.fragment, changes) }),
    link: () => location.href,
  }
}
