import type { JSX } from 'preact'
import { Loaded } from '../../components/loaded.tsx'
import { Marked } from '../../partners/marking/marked.tsx'
import { useAsk } from '../../state/ask.ts'
import { DiamondView } from '../diamond/diamond-view.tsx'

/** Types of objects that are an intrusion, or all those of one adversary. */
const INTRUSIONS: ReadonlySet<string> = new Set(['campaign', 'incident', 'intrusion-set'])

function Diamond(props: { readonly id: string }): JSX.Element {
  const asked = useAsk('readStixDiamond', { params: { id: props.id } }, ['cyber/'])
  return (
    <Marked markings={asked.answer?.marks ?? []}>
      {() => <Loaded asked={asked}>{(answer) => <DiamondView diamond={answer} />}</Loaded>}
    </Marked>
  )
}

/** What lies around an intrusion by the four corners of the diamond; nothing around another object. */
export function DiamondPanel(props: { readonly id: string; readonly type: string }): JSX.Element | null {
  return INTRUSIONS.has(props.type) ? <Diamond id={props.id} /> : null
}
