import type { JSX } from 'preact'
import { useUtc } from '../components/use-utc.ts'
import { duration } from '../format/format.ts'
import type { Catalogue } from '../i18n/text.ts'
import { useConsole, useText } from '../state/console.ts'

const replayMessages: Catalogue<'replay' | 'ahead' | 'back'> = {
  en: { replay: 'REPLAY {utc}, {span} ago', ahead: 'PREDICTED {utc}, in {span}', back: 'Back to now' },
  ja: { replay: '再生 {utc}、{span}前', ahead: '予測 {utc}、{span}後', back: '現在へ戻る' },
}

/** Says that the pictures show another time than the present; alerts and clocks stay live. */
export function ReplayClock(): JSX.Element | null {
  const { playback, nowMs, language } = useConsole()
  const text = useText(replayMessages)
  const utc = useUtc()
  const shownMs = playback.replayMs.value
  if (shownMs === undefined) return null
  const spanS = (shownMs - nowMs.value) / 1000
  return (
    <div class="replay-clock" role="status">
      <b>
        {text(spanS < 0 ? 'replay' : 'ahead', {
          utc: utc(shownMs),
          span: duration(spanS, language.value),
        })}
      </b>
      <button type="button" onClick={playback.backToNow}>
        {text('back')}
      </button>
    </div>
  )
}
