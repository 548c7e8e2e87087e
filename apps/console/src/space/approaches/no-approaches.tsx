import type { JSX } from 'preact'
import { Empty } from '../../components/loaded.tsx'
import { number } from '../../format/format.ts'
import { useText } from '../../state/console.ts'
import { approachMessages } from './messages.ts'
import type { ApproachList } from './models.ts'

/** Why a list of close approaches is empty: no screening yet, nothing that could be screened, none found, or none that fit. */
export function NoApproaches(props: {
  readonly screening: ApproachList['screening']
  readonly onClearFilter?: (() => void) | undefined
}): JSX.Element {
  const text = useText(approachMessages)
  const { screening } = props
  if (screening === null) return <Empty text={text('noScreening')} />
  if (screening.objects === 0) return <Empty text={text('nothingScreened', { count: number(screening.leftOut, 0) })} />
  return <Empty onClearFilter={props.onClearFilter} />
}
