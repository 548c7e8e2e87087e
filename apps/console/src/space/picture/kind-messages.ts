import type { Catalogue } from '../../i18n/text.ts'

type Id = 'payload' | 'rocket-body' | 'debris' | 'unknown'

/** Words for what an object is. */
export const kindMessages: Catalogue<Id> = {
  en: { payload: 'Payload', 'rocket-body': 'Rocket body', debris: 'Debris', unknown: 'Unknown' },
  ja: { payload: 'ペイロード', 'rocket-body': 'ロケット機体', debris: 'スペースデブリ', unknown: '不明' },
}
