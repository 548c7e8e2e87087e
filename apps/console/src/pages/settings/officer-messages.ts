import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'title'
  | 'none'
  | 'name'
  | 'role'
  | 'officer'
  | 'administrator'
  | 'created'
  | 'state'
  | 'active'
  | 'disabled'
  | 'acts'
  | 'disable'
  | 'enable'
  | 'makeAdministrator'
  | 'makeOfficer'
  | 'add'
  | 'password'
  | 'passwordHint'
  | 'added'
  | 'changed'
  | 'newPassword'
  | 'save'
  | 'sessionsEnd'

/** Words of the accounts. */
export const officerMessages: Catalogue<Id> = {
  en: {
    title: 'Officers',
    none: 'There are no accounts: whoever sits at this machine gives a name.',
    name: 'Name',
    role: 'Role',
    officer: 'Officer',
    administrator: 'Administrator',
    created: 'Created (UTC)',
    state: 'State',
    active: 'Active',
    disabled: 'Disabled',
    acts: 'Acts',
    disable: 'Disable',
    enable: 'Enable',
    makeAdministrator: 'Make administrator',
    makeOfficer: 'Make officer',
    add: 'Add officer',
    password: 'Password',
    passwordHint: 'At least 12 characters',
    added: 'Account of {name} added',
    changed: 'Account of {name} changed; its sessions have ended',
    newPassword: 'Set password',
    save: 'Save',
    sessionsEnd: 'All sessions of {name} end.',
  },
  ja: {
    title: '当直員',
    none: 'アカウントがない。この機械の前の人が氏名を入力する。',
    name: '氏名',
    role: '役割',
    officer: '当直員',
    administrator: '管理者',
    created: '作成 (UTC)',
    state: '状態',
    active: '有効',
    disabled: '停止',
    acts: '操作',
    disable: '停止する',
    enable: '有効にする',
    makeAdministrator: '管理者にする',
    makeOfficer: '当直員にする',
    add: '当直員を追加',
    password: 'パスワード',
    passwordHint: '12文字以上',
    added: '{name}のアカウントを追加した',
    changed: '{name}のアカウントを変更した。そのセッションは終了した',
    newPassword: 'パスワードを設定',
    save: '保存',
    sessionsEnd: '{name}のセッションはすべて終了します。',
  },
}
