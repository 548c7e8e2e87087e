import type { Catalogue } from '../../i18n/text.ts'

/** Words for the states of a source. */
export const sourceStateMessages: Catalogue<'ok' | 'waiting' | 'fetching' | 'failing' | 'stale' | 'disabled'> = {
  en: { ok: 'Well', waiting: 'Waiting', fetching: 'Fetching', failing: 'Failing', stale: 'Stale', disabled: 'Off' },
  ja: { ok: '正常', waiting: '待機', fetching: '取得中', failing: '取得失敗', stale: '期限超過', disabled: '停止' },
}
