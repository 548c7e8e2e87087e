import type { Catalogue } from '../i18n/text.ts'

type Id =
  | 'search'
  | 'palette'
  | 'keys'
  | 'go'
  | 'up'
  | 'atTop'
  | 'theme'
  | 'language'
  | 'density'
  | 'link'
  | 'linkCopied'
  | 'undo'
  | 'region'
  | 'print'
  | 'saveView'

/** Names of the commands that every page has. */
export const commandMessages: Catalogue<Id> = {
  en: {
    search: 'Search',
    palette: 'All commands',
    keys: 'List of keys',
    go: 'Go to {page}',
    up: 'Up one level',
    atTop: 'This page has no level above it',
    theme: 'Next theme',
    language: 'Switch to Japanese',
    density: 'Taller or shorter rows',
    link: 'Copy a link to this view',
    linkCopied: 'Link copied',
    undo: 'Undo',
    region: 'Next region',
    print: 'Print this page',
    saveView: 'Save this view',
  },
  ja: {
    search: '検索',
    palette: 'すべての操作',
    keys: 'キー一覧',
    go: '{page}へ移動',
    up: '一段上へ',
    atTop: 'このページの上の段はない',
    theme: '次の配色',
    language: '英語に切替',
    density: '行の高さを切替',
    link: 'この表示へのリンクをコピー',
    linkCopied: 'リンクをコピーした',
    undo: '元に戻す',
    region: '次の領域',
    print: 'このページを印刷',
    saveView: 'この表示を保存',
  },
}
