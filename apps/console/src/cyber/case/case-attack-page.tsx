import type { JSX } from 'preact'
import type { CaseFrame } from '../../cases/with-case.tsx'
import { WithCase } from '../../cases/with-case.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Marked } from '../../partners/marking/marked.tsx'
import type { PageProps } from '../../routing/route.ts'
import { useAsk } from '../../state/ask.ts'
import { DiamondView } from '../diamond/diamond-view.tsx'
import { AttackStrip } from './attack-strip.tsx'
import { techniqueEvents } from './case-techniques.ts'
import { matrixFor } from './matrix-for.ts'

function View(props: { readonly frame: CaseFrame }): JSX.Element {
  const { found } = props.frame
  const asked = useAsk('listTechniques', { query: {} }, ['job/finished'])
  const diamond = useAsk('readCaseDiamond', { params: { id: found.id } }, ['case/'])
  const events = techniqueEvents(found)
  return (
    <Marked markings={[...(asked.answer?.marks ?? []), ...(diamond.answer?.marks ?? [])]}>
      {() => (
        <>
          <AttackStrip events={events} matrix={matrixFor(asked.answer?.matrices ?? [], events)} />
          <Loaded asked={diamond}>{(answer) => <DiamondView diamond={answer} />}</Loaded>
        </>
      )}
    </Marked>
  )
}

/** A case by the techniques of its events and by the four corners of the diamond. */
export function Page(props: PageProps): JSX.Element {
  return <WithCase id={props.params['id'] ?? ''}>{(frame) => <View frame={frame} />}</WithCase>
}
