import type { ComponentType, JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Waiting } from '../components/loaded.tsx'
import { ProblemNote } from '../components/problem.tsx'
import type { Match, PageProps } from '../routing/route.ts'
import { useConsole, useText } from '../state/console.ts'
import { shellMessages } from './messages.ts'

/** A path that names nothing, and one that may not be shown, look the same. */
function NotFound(): JSX.Element {
  const text = useText(shellMessages)
  return (
    <div class="not-found">
      <h1>{text('notFound')}</h1>
      <p>{text('notFoundWhy')}</p>
      <a href="/watch">{text('toWatch')}</a>
    </div>
  )
}

type LoadState = { readonly id: string; readonly Page?: ComponentType<PageProps>; readonly failure?: string }

/** The page of a route, loaded when it is first opened. */
export function PageView(props: { readonly match: Match | undefined }): JSX.Element {
  const { language, status } = useConsole()
  const text = useText(shellMessages)
  const [loaded, setLoaded] = useState<LoadState | undefined>(undefined)
  const [attempt, setAttempt] = useState(0)
  const route = props.match?.route
  const id = route?.id
  useEffect(() => {
    if (route === undefined) return
    let current = true
    route.load().then(
      (module) => current && setLoaded({ id: route.id, Page: module.Page }),
      (cause: unknown) => current && setLoaded({ id: route.id, failure: String(cause) }),
    )
    return () => {
      current = false
    }
  }, [route, attempt])
  const title = route?.title[language.value] ?? text('notFound')
  const mode = status.value?.mode
  useEffect(() => {
    const marked = mode === undefined || mode === 'REAL' ? '' : `${text(mode)} · `
    document.title = `${marked}${title} · Yagura`
  }, [title, mode, text])
  if (route === undefined || props.match === undefined) return <NotFound />
  if (loaded === undefined || loaded.id !== id) return <Waiting />
  if (loaded.Page === undefined) {
    const detail = `${text('pageFailed')} ${loaded.failure ?? ''}`
    const problem = { title: detail, detail, status: 0, code: 'console/page-not-loaded', remedy: 'retry-later' }
    return <ProblemNote problem={problem} onRetry={() => setAttempt(attempt + 1)} />
  }
  return <loaded.Page params={props.match.params} />
}
