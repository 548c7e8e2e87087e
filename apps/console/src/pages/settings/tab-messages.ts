import type { Catalogue } from '../../i18n/text.ts'

/** Words of the tabs. */
export const settingsTabMessages: Catalogue<
  'tabs' | '/settings' | '/settings/rules' | '/settings/alert-health' | '/settings/key'
> = {
  en: {
    tabs: 'Parts of the settings',
    '/settings': 'Node',
    '/settings/rules': 'Alert rules',
    '/settings/alert-health': 'Alert health',
    '/settings/key': 'My key',
  },
  ja: {
    tabs: '設定の区分',
    '/settings': 'ノード',
    '/settings/rules': '警報規則',
    '/settings/alert-health': '警報の健全性',
    '/settings/key': '自分の鍵',
  },
}
