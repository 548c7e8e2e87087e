import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { Given, Problem } from '../api/client.ts'
import type { Operations } from '../api/types.ts'
import { useConsole } from './console.ts'

/** What a panel knows of what it asked. An older answer stays beside a newer problem, so that the panel can grey it. */
export type Asked<Answer> = {
  readonly answer: Answer | undefined
  readonly problem: Problem | undefined
  readonly loading: boolean
  /** Browser time, Unix ms, of the answer. */
  readonly answeredMs: number | undefined
  readonly reload: () => void
}

/**
 * Asks the node when the component appears, when what it asks changes, after entries of the log of certain kinds, and
 * again once somebody has signed in where it was refused without.
 * @param given - Absent: nothing is asked yet.
 * @param refreshOn - Beginnings of kinds of log entries, such as `source/`.
 */
export function useAsk<Id extends keyof Operations>(
  id: Id,
  given: Given<Id> | undefined,
  refreshOn: readonly string[] = [],
): Asked<Operations[Id]['answer']> {
  type Answer = Operations[Id]['answer']
  const { client, onLog, session } = useConsole()
  const [state, setState] = useState<Omit<Asked<Answer>, 'reload'>>({
    answer: undefined,
    problem: undefined,
    loading: true,
    answeredMs: undefined,
  })
  const question = JSON.stringify(given)
  const present = useRef(given)
  present.current = given
  const asking = useRef<AbortController>(undefined)

  const reload = useCallback(() => {
    const now = present.current
    if (now === undefined) return
    asking.current?.abort()
    const controller = new AbortController()
    asking.current = controller
    setState((before) => ({ ...before, loading: true }))
    const ask: (id: Id, given: Given<Id>) => ReturnType<typeof client.ask<Id>> = client.ask
    void ask(id, { ...now, signal: controller.signal }).then((result) => {
      if (controller.signal.aborted) return
      if (result.ok) setState({ answer: result.answer, problem: undefined, loading: false, answeredMs: Date.now() })
      else setState((before) => ({ ...before, problem: result.problem, loading: false }))
    })
  }, [client, id])

  useEffect(() => {
    setState((before) => ({ ...before, answer: undefined, answeredMs: undefined }))
    reload()
    return () => asking.current?.abort()
  }, [question, reload])

  const refused = state.problem?.code === 'api/sign-in-required'
  const isSignedIn = (session.value?.officer ?? null) !== null
  useEffect(() => {
    if (refused && isSignedIn) reload()
  }, [refused, isSignedIn, reload])

  const kinds = refreshOn.join('\n')
  useEffect(() => {
    if (kinds === '') return
    let waiting: ReturnType<typeof setTimeout> | undefined
    const stop = onLog((entry) => {
      if (waiting !== undefined || !kinds.split('\n').some((kind) => entry.kind.startsWith(kind))) return
      waiting = setTimeout(() => {
        waiting = undefined
        reload()
      }, 300)
    })
    return () => {
      clearTimeout(waiting)
      stop()
    }
  }, [kinds, onLog, reload])

  return { ...state, reload }
}
