import { setPolicyMode, type PolicyMode } from '../book/policy.js'
import { usePolicyMode } from '../glue/use-policy-mode.js'
import { useTexts } from '../text/language.js'

const texts = {
  en: { limit: 'Limit', warn: 'Warn', enforce: 'Enforce' },
  de: { limit: 'Limit', warn: 'Warnen', enforce: 'Durchsetzen' },
}
const modes: readonly PolicyMode[] = ['warn', 'enforce']

/** Whether a budget above the limit is refused or only warned of. */
export function PolicySetting() {
  const t = useTexts(texts)
  const chosen = usePolicyMode()
  return (
    <div className="policy-setting" role="radiogroup" aria-labelledby="policy-label">
      <span id="policy-label" className="label">
        {t.limit}
      </span>
      <span className="policy-choices">
        {modes.map((mode) => (
          <label key={mode}>
            <input
              type="radio"
              name="policy"
              value={mode}
              checked={mode === chosen}
              onChange={() => setPolicyMode(mode)}
            />
            {t[mode]}
          </label>
        ))}
      </span>
    </div>
  )
}
