import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Loaded } from '../../components/loaded.tsx'
import { Key, PortionMark } from '../../components/marks.tsx'
import { useUtc } from '../../components/use-utc.ts'
import { isolate } from '../../i18n/text.ts'
import { PartnerApproaches } from '../../partners/encounter/partner-approaches.tsx'
import { ReleaseLink } from '../../partners/release-link.tsx'
import type { PageProps } from '../../routing/route.ts'
import { useAsk } from '../../state/ask.ts'
import { useCommands, useText } from '../../state/console.ts'
import { PartnerMarks } from '../approaches/partner-marks.tsx'
import { DecisionPanel } from './decision-panel.tsx'
import { EncounterCharts } from './encounter-charts.tsx'
import { EncounterFacts } from './encounter-facts.tsx'
import { encounterMessages } from './messages.ts'

/** One close approach: what is known of it, how it was made, how it changed, and what was decided. */
export function Page({ params }: PageProps): JSX.Element {
  const utc = useUtc()
  const text = useText(encounterMessages)
  const [asTables, setAsTables] = useState(false)
  const asked = useAsk('readEncounter', { params: { id: params['id'] ?? '' } }, ['job/finished', 'alert/', 'decision/'])
  useCommands([{ id: 'encounter.tables', label: text('table'), key: 't', run: () => setAsTables((before) => !before) }])
  return (
    <div class="encounter-page">
      <Loaded asked={asked}>
        {(encounter) => {
          const { approach, screening } = encounter
          const name = (party: (typeof approach)['primary']) => isolate(party.name ?? String(party.id))
          const source = text('source', {
            utc: utc(screening.finishedUtc),
            revision: screening.catalogueRevision,
          })
          return (
            <>
              <header class="page-head">
                <h1>{text('title', { primary: name(approach.primary), secondary: name(approach.secondary) })}</h1>
                <nav class="row">
                  <a href="/space/ca">{text('back')}</a>
                  <a href={`/space?sel=${approach.primary.id}&at=${approach.tcaUtc}`}>{text('showOnGlobe')}</a>
                  {approach.alertId === null ? null : <a href={`/a/${approach.alertId}`}>{text('openAlert')}</a>}
                  <ReleaseLink subject={{ kind: 'approach', id: approach.id }} />
                  <button type="button" aria-pressed={asTables} onClick={() => setAsTables(!asTables)}>
                    {text('tables')} <Key name="t" />
                  </button>
                  <PortionMark />
                  <PartnerMarks restsOn={approach.restsOn} />
                </nav>
              </header>
              <EncounterFacts encounter={encounter} />
              <PartnerApproaches encounter={encounter} />
              <EncounterCharts encounter={encounter} asTables={asTables} source={source} />
              <DecisionPanel encounter={encounter} onDecided={asked.reload} />
            </>
          )
        }}
      </Loaded>
    </div>
  )
}
