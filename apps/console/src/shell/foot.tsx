import type { JSX } from 'preact'
import type { NodeStatus } from '../api/models.ts'
import { Key } from '../components/marks.tsx'
import { type Status, StatusMark } from '../components/status-mark.tsx'
import { useUtc } from '../components/use-utc.ts'
import { duration, number } from '../format/format.ts'
import { useConsole, useText } from '../state/console.ts'
import { LEAST_BRIGHTNESS, THEMES } from '../state/preferences.ts'
import { shellMessages } from './messages.ts'

const CLOCK_STATUS = { ok: 'normal', caution: 'caution', serious: 'serious', unchecked: 'caution' } as const

function Link(): JSX.Element {
  const { link, lastChangeMs, language, nowMs, browserOffsetMs } = useConsole()
  const sayUtc = useUtc()
  const text = useText(shellMessages)
  const offsetMs = browserOffsetMs.value ?? 0
  if (link.value.state === 'lost') {
    const utc = sayUtc(link.value.sinceMs - offsetMs)
    return <StatusMark status="serious" word={text('lost', { utc })} />
  }
  if (link.value.state === 'connecting') return <StatusMark status="off" word={text('connecting')} />
  const changedMs = lastChangeMs.value
  const word =
    changedMs === undefined
      ? text('live')
      : text('lastChange', { age: duration(Math.max(0, nowMs.value + offsetMs - changedMs) / 1000, language.value) })
  return <StatusMark status="normal" word={word} />
}

function Data(props: { readonly status: NodeStatus }): JSX.Element {
  const { language, nowMs } = useConsole()
  const text = useText(shellMessages)
  const { catalogue, sources } = props.status
  const unwell = sources.filter((source) => source.state === 'failing' || source.state === 'stale').length
  const ageS = catalogue.newestEpochUtc === null ? 0 : (nowMs.value - Date.parse(catalogue.newestEpochUtc)) / 1000
  return (
    <>
      <span>
        {catalogue.newestEpochUtc === null
          ? text('catalogueNone')
          : text('catalogue', { count: number(catalogue.objects, 0), age: duration(ageS, language.value) })}
      </span>
      <a href="/sources">
        {unwell > 0 ? (
          <StatusMark status="caution" word={text('sourcesUnwell', { count: unwell })} />
        ) : (
          text('sourcesWell', { count: sources.length })
        )}
      </a>
    </>
  )
}

function ClockState(props: { readonly status: NodeStatus }): JSX.Element {
  const { browserOffsetMs } = useConsole()
  const text = useText(shellMessages)
  const { clock } = props.status
  const signed = (ms: number) => `${ms < 0 ? '−' : '+'}${number(Math.abs(ms), 0)}`
  const word =
    clock.offsetMs === null
      ? text('clockUnchecked')
      : text('offsetNode', { offset: signed(clock.offsetMs), reference: clock.checkedAgainst ?? '?' })
  const status: Status = CLOCK_STATUS[clock.state]
  const browserMs = browserOffsetMs.value
  return (
    <>
      {status === 'normal' ? <span>{word}</span> : <StatusMark status={status} word={word} />}
      <BrowserOffset
        text={browserMs === undefined ? text('clockUnmeasured') : text('offsetBrowser', { offset: signed(browserMs) })}
        ms={browserMs ?? 0}
      />
    </>
  )
}

/** More than half a second is Caution, more than five Serious; console.md §3. */
function BrowserOffset(props: { readonly text: string; readonly ms: number }): JSX.Element {
  const apartMs = Math.abs(props.ms)
  if (apartMs <= 500) return <span>{props.text}</span>
  return <StatusMark status={apartMs > 5000 ? 'serious' : 'caution'} word={props.text} />
}

/** Theme, brightness of the night theme, and language. */
function Looks(): JSX.Element {
  const { preferences } = useConsole()
  const text = useText(shellMessages)
  const { theme, language, brightness } = preferences.value.value
  return (
    <>
      {theme !== 'night' ? null : (
        <input
          type="range"
          aria-label={text('brightness')}
          min={LEAST_BRIGHTNESS}
          max={1}
          step={0.05}
          value={brightness}
          onInput={(event) => preferences.change({ brightness: event.currentTarget.valueAsNumber })}
        />
      )}
      <fieldset class="choices" aria-label={text('theme')}>
        {THEMES.map((one) => (
          <button
            type="button"
            key={one}
            aria-pressed={one === theme}
            onClick={() => preferences.change({ theme: one })}
          >
            {text(one)}
          </button>
        ))}
      </fieldset>
      <fieldset class="choices" aria-label={text('language')}>
        <button
          type="button"
          lang="en"
          aria-pressed={language === 'en'}
          onClick={() => preferences.change({ language: 'en' })}
        >
          English
        </button>
        <button
          type="button"
          lang="ja"
          aria-pressed={language === 'ja'}
          onClick={() => preferences.change({ language: 'ja' })}
        >
          日本語
        </button>
      </fieldset>
    </>
  )
}

/** State of the link, data and clocks; keys; looks. */
export function Foot(props: { readonly onKeys: () => void }): JSX.Element {
  const { status } = useConsole()
  const text = useText(shellMessages)
  return (
    <footer class="foot">
      <Link />
      {status.value === undefined ? null : (
        <>
          <Data status={status.value} />
          <ClockState status={status.value} />
        </>
      )}
      <span class="end">
        <button type="button" class="link" onClick={props.onKeys}>
          {text('keys')} <Key name="?" />
        </button>
        <Looks />
      </span>
    </footer>
  )
}
