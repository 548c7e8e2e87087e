import type { Catalogue } from '../../i18n/text.ts'

type Id = 'asTable' | 'asChart' | 'chartOf'

/** Words of charts. */
export const chartMessages: Catalogue<Id> = {
  en: { asTable: 'Table', asChart: 'Chart', chartOf: 'Chart: {title}. The table holds the same numbers.' },
  ja: { asTable: '表', asChart: '図', chartOf: '図：{title}。同じ数値は表にある。' },
}
