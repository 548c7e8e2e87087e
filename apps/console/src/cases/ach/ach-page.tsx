import type { JSX } from 'preact'
import { Empty, Loaded } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import type { PageProps } from '../../routing/route.ts'
import { useText } from '../../state/console.ts'
import { threadsOf } from '../case-models.ts'
import { caseMessages } from '../messages.ts'
import { ThreadCard } from '../part/part-card.tsx'
import { useMatrix } from '../use-case.ts'
import { type CaseFrame, WithCase } from '../with-case.tsx'
import { AchGrid } from './ach-grid.tsx'
import { Conclusions } from './conclusions.tsx'

function Hypotheses(props: { readonly id: string; readonly frame: CaseFrame }): JSX.Element {
  const text = useText(caseMessages)
  const { frame } = props
  const matrix = useMatrix(props.id)
  const add = (kind: 'hypothesis' | 'judgement') =>
    frame.found.state === 'closed' ? undefined : (
      <button type="button" onClick={() => frame.act({ do: 'add', kind })}>
        {text('add')}
      </button>
    )
  return (
    <>
      <Loaded asked={matrix}>
        {(answer) => (
          <>
            <Panel title={text('matrix')}>
              {answer.hypotheses.length === 0 || answer.rows.length === 0 ? (
                <Empty text={text('noMatrix')} />
              ) : (
                <AchGrid matrix={answer} found={frame.found} onRated={matrix.reload} />
              )}
            </Panel>
            {answer.hypotheses.length === 0 ? null : <Conclusions matrix={answer} addJudgement={add('judgement')} />}
          </>
        )}
      </Loaded>
      <Panel title={text('ach')} aside={add('hypothesis')}>
        {threadsOf(frame.found, 'hypothesis').map((thread) => (
          <ThreadCard key={thread.key} thread={thread} act={frame.act} />
        ))}
      </Panel>
    </>
  )
}

/** Evidence against hypotheses, inconsistency first. */
export function Page(props: PageProps): JSX.Element {
  const id = props.params['id'] ?? ''
  return <WithCase id={id}>{(frame) => <Hypotheses id={id} frame={frame} />}</WithCase>
}
