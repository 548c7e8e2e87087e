import type { Catalogue } from '../i18n/text.ts'

type Id =
  | 'tabs'
  | '/cyber/queue'
  | '/cyber/search'
  | '/cyber/attack'
  | '/cyber/feeds'
  | 'noObjects'
  | 'noObjectsWhat'
  | 'import'
  | 'withdrawn'
  | 'from'
  | 'notHeld'

/** Words that several pages of the cyber watch use. */
export const cyberMessages: Catalogue<Id> = {
  en: {
    tabs: 'Parts of the cyber watch',
    '/cyber/queue': 'Queue',
    '/cyber/search': 'Search',
    '/cyber/attack': 'ATT&CK',
    '/cyber/feeds': 'Feeds and logs',
    noObjects: 'This node has no objects of STIX yet: there is nothing to find and nothing to find it by.',
    noObjectsWhat: 'Import a bundle (STIX 2.0 or 2.1), or pull a collection with yagura taxii pull.',
    import: 'Import a file',
    withdrawn: 'withdrawn',
    from: 'from {source}',
    notHeld: 'not held here',
  },
  ja: {
    tabs: 'サイバー監視の区分',
    '/cyber/queue': '検知一覧',
    '/cyber/search': '検索',
    '/cyber/attack': 'ATT&CK',
    '/cyber/feeds': 'フィードとログ',
    noObjects: 'このノードにはSTIXオブジェクトがまだない。探すものも、探す手掛かりもない。',
    noObjectsWhat: 'バンドル（STIX 2.0・2.1）を取り込むか、yagura taxii pull で取得する。',
    import: 'ファイルを取り込む',
    withdrawn: '取消し済み',
    from: '出所 {source}',
    notHeld: 'このノードにない',
  },
}
