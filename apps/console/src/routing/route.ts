import type { ComponentType } from 'preact'
import type { Language } from '../i18n/text.ts'

/** What a page is given. Everything else it takes from `useConsole()`. */
export type PageProps = {
  /** Parts of the path that the route names, decoded. */
  readonly params: Readonly<Record<string, string>>
}

/** A module of a page: it exports its page as `Page` and is loaded when it is first opened. */
type PageModule = { readonly Page: ComponentType<PageProps> }

/** A page and where it lies. */
export type Route = {
  readonly id: string
  /** Such as `/space/ca/:id`. */
  readonly path: string
  readonly title: Readonly<Record<Language, string>>
  readonly load: () => Promise<PageModule>
  /** Where `U` goes up to. */
  readonly up?: string
  /** Present for pages that stand in the rail. */
  readonly rail?: {
    /** Path data of a 24 × 24 line icon. */
    readonly icon: string
    /** Key after `G`, lower case. */
    readonly key: string
    /** Whether it stands below the line. */
    readonly below?: boolean
    /** Which watch's unacknowledged alerts are counted at it (`Alert.watchId`, or the first part of `ruleId`). */
    readonly watchId?: string
  }
  /** Exists only on a node that has keys of its own, by which partners know it. */
  readonly needsIdentity?: boolean
  /** Only administrators are answered there, so that only they are led there. */
  readonly forAdministrators?: boolean
}

/** A route that a path fits, with the named parts of the path. */
export type Match = { readonly route: Route; readonly params: Readonly<Record<string, string>> }

function paramsOf(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = pattern.split('/')
  const given = path.replace(/(?<=.)\/$/, '').split('/')
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':')) {
      if (value === '') return undefined
      try {
        params[part.slice(1)] = decodeURIComponent(value)
      } catch {
        return undefined
      }
    } else if (part !== value) return undefined
  }
  return params
}

/** Finds the route of a path; fixed parts go before named ones. */
export function matchRoute(routes: readonly Route[], path: string): Match | undefined {
  const matches = routes.flatMap((route) => {
    const params = paramsOf(route.path, path)
    return params === undefined ? [] : [{ route, params }]
  })
  return matches.sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)[0]
}
