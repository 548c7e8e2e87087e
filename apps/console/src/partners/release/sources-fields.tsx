import type { JSX } from 'preact'
import { Field } from '../../components/field.tsx'
import { useUtc } from '../../components/use-utc.ts'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { usePartnerRecords } from '../use-partner-records.ts'
import { releaseMessages } from './messages.ts'
import { mayBeTorn } from './release-state.ts'
import { isSameSubject, type Subject } from './subject.ts'

/** More than these are found by their page. */
const MOST_RELEASES = 100
const MOST_RECORDS = 50

/**
 * Of which signed record of the same subject this is a part.
 * @param props.chosen - SHA-256 of the whole's body.
 * @param props.changed - Id of the release that is written anew: it is no part of itself.
 */
export function TearLineChoice(props: {
  readonly subject: Subject
  readonly chosen: string | undefined
  readonly changed: string | undefined
  readonly onChoose: (sha256: string | undefined) => void
}): JSX.Element | null {
  const { language } = useConsole()
  const utc = useUtc()
  const text = useText(releaseMessages)
  const asked = useAsk('listReleases', { query: { limit: MOST_RELEASES } }, ['release/'])
  const whole = (asked.answer?.items ?? []).filter(
    (release) =>
      release.id !== props.changed && isSameSubject(release.request.subject, props.subject) && mayBeTorn(release),
  )
  if (whole.length === 0 && props.chosen === undefined) return null
  return (
    <div class="whole">
      <Field label={text('tearLine')} hint={text('tearLineHint')}>
        {(id, hint) => (
          <select
            id={id}
            aria-describedby={hint}
            value={props.chosen ?? ''}
            onChange={(event) =>
              props.onChoose(event.currentTarget.value === '' ? undefined : event.currentTarget.value)
            }
          >
            <option value="">{text('noTearLine')}</option>
            {whole.map(({ id: release, title, preview, draftedUtc }) => (
              <option key={release} value={preview.bodySha256}>
                {`${preview.portion[language.value]} ${utc(draftedUtc)} ${title}`}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  )
}

/** On which records of partners it rests. @param props.chosen - SHA-256 of their bodies. */
export function RestsOn(props: {
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}): JSX.Element {
  const { ownCard } = useConsole()
  const utc = useUtc()
  const text = useText(releaseMessages)
  const asked = usePartnerRecords(MOST_RECORDS)
  const own = ownCard.value?.card.node ?? ''
  const records = (asked.answer?.items ?? []).flatMap(({ id, origin, kind, state, atUtc, by }) =>
    id !== null && state === 'believed' && kind?.startsWith('space.') === true && !origin.startsWith(`${own}/`)
      ? [{ id, kind, by: by ?? '', at: atUtc === null ? '' : utc(atUtc) }]
      : [],
  )
  const { chosen, onChange } = props
  return (
    <details class="whole">
      <summary>
        {text('restsOn')} ({chosen.length})
      </summary>
      <p class="hint">{text('restsOnHint')}</p>
      {records.length === 0 ? <p class="muted">{text('noRecords')}</p> : null}
      {records.map(({ id, kind, by, at }) => (
        <label key={id} class="row">
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={() => onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])}
          />
          <span>
            {kind} <bdi>{by}</bdi> {at} <code>{id.slice(0, 8)}</code>
          </span>
        </label>
      ))}
    </details>
  )
}
