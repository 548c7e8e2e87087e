import { useEffect, useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import { type Asked, useAsk } from '../../state/ask.ts'
import { useConsole } from '../../state/console.ts'
import type { StixList, StixQuery } from '../models.ts'
import { OBJECTS_PER_PAGE } from './search-query.ts'

/** What was found so far, and how to have more of it. */
export type FoundObjects = Asked<StixList> & {
  readonly askMore: () => void
  /** Why the last further page did not come. */
  readonly moreProblem: Problem | undefined
}

/** Objects by a question: counts and the first page, then further pages behind it as they are asked for. */
export function useObjects(query: StixQuery): FoundObjects {
  const { client } = useConsole()
  const question = { ...query, relationships: false, limit: OBJECTS_PER_PAGE }
  const asked = useAsk('listStixObjects', { query: question }, ['cyber/', 'job/finished'])
  const [further, setFurther] = useState<Pick<StixList, 'items' | 'next'> | undefined>(undefined)
  const [moreProblem, setMoreProblem] = useState<Problem | undefined>(undefined)
  const { answer } = asked
  // A first page that was read anew begins the list anew: its cursor belongs to it.
  useEffect(() => {
    setFurther(undefined)
    setMoreProblem(undefined)
  }, [answer])
  const next = further === undefined ? (answer?.next ?? null) : further.next
  const items = [...(answer?.items ?? []), ...(further?.items ?? [])]
  const askMore = () => {
    if (next === null) return
    void client.ask('listStixObjects', { query: { ...question, cursor: next } }).then((result) => {
      // What came in meanwhile makes it another question: the list begins anew.
      if (!result.ok && result.problem.code === 'cyber/other-cursor') return asked.reload()
      setMoreProblem(result.ok ? undefined : result.problem)
      if (result.ok)
        setFurther({ items: [...(further?.items ?? []), ...result.answer.items], next: result.answer.next })
    })
  }
  return { ...asked, answer: answer === undefined ? undefined : { ...answer, items, next }, askMore, moreProblem }
}
