import { useTexts } from '../text/language.js'
import { CurrencySetting } from './currency-setting.js'
import { LanguageSetting } from './language-setting.js'
import { LimitSetting } from './limit-setting.js'
import { PolicySetting } from './policy-setting.js'
import { ThemeSetting } from './theme-setting.js'
import './settings.css'

const texts = { en: 'Settings', de: 'Einstellungen' }

/** All settings, of the book and of the page. */
export function SettingsBar() {
  return (
    <section className="settings" aria-label={useTexts(texts)}>
      <LimitSetting />
      <PolicySetting />
      <CurrencySetting />
      <LanguageSetting />
      <ThemeSetting />
    </section>
  )
}
