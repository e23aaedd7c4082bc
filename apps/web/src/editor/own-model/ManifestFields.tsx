import type { ManifestGuess, OnnxFacts } from '@backgroundfx/core';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { NORMALISE_WORDS, VALUES_WORDS } from '../words/own-model-words.ts';
import css from './ManifestFields.module.css';
import { type ManifestForm, matteOutputs, tellsClasses } from './manifest-form.ts';

const GUESSED = 'A guess: look it up.';
const LAYOUTS = { nchw: 'Channels first', nhwc: 'Channels last' } as const;

interface ManifestFieldsProps {
  readonly form: ManifestForm;
  readonly facts: OnnxFacts;
  /** What a person should look at. */
  readonly guessed: readonly ManifestGuess[];
  readonly onChange: (change: Partial<ManifestForm>) => void;
}

/** How pictures go into a network and mattes come out, each with a word on whether the file says so itself. */
export function ManifestFields({ form, facts, guessed, onChange }: ManifestFieldsProps) {
  const hint = (guess: ManifestGuess) => (guessed.includes(guess) ? GUESSED : undefined);
  const outputs = matteOutputs(facts);
  return (
    <div className={css.form}>
      <TextField label="Name" value={form.name} onChange={name => onChange({ name })} />
      <fieldset className={css.group}>
        <legend>The picture goes in</legend>
        <TextField
          label="Size, pixels a side"
          hint={hint('size')}
          inputMode="numeric"
          value={form.size}
          onChange={size => onChange({ size })}
        />
        <TextField
          label="Or any multiple of"
          hint={form.multipleOf === '' ? 'Empty: this size only.' : undefined}
          inputMode="numeric"
          value={form.multipleOf}
          onChange={multipleOf => onChange({ multipleOf })}
        />
        <SelectField
          label="Layout"
          hint={hint('layout')}
          value={form.layout}
          options={LAYOUTS}
          onChange={layout => onChange({ layout })}
        />
        <SelectField
          label="Colours"
          value={form.channels}
          options={{ rgb: 'Red, green, blue', bgr: 'Blue, green, red' }}
          onChange={channels => onChange({ channels })}
        />
        <div className={css.wide}>
          <SelectField
            label="Values"
            hint={hint('meanStd')}
            value={form.normalise}
            options={NORMALISE_WORDS}
            onChange={normalise => onChange({ normalise })}
          />
        </div>
        <div className={css.wide}>
          <SelectField
            label="Brightness"
            value={form.range}
            options={{ full: 'As it is', peak: 'Brightest becomes 1' }}
            onChange={range => onChange({ range })}
          />
        </div>
        {form.normalise === 'other' && (
          <>
            <TextField label="Mean, of 0 to 1" value={form.mean} onChange={mean => onChange({ mean })} />
            <TextField label="Deviation" value={form.std} onChange={std => onChange({ std })} />
          </>
        )}
      </fieldset>
      <fieldset className={css.group}>
        <legend>The matte comes out</legend>
        <div className={css.wide}>
          <SelectField
            label="Output"
            hint={hint('output')}
            value={form.output}
            options={Object.fromEntries([form.output, ...outputs].map(name => [name, name]))}
            onChange={output => onChange({ output })}
          />
        </div>
        <div className={css.wide}>
          <SelectField
            label="Its values are"
            hint={hint('values')}
            value={form.values}
            options={VALUES_WORDS}
            onChange={values => onChange({ values })}
          />
        </div>
        <div className={css.wide}>
          <SelectField
            label="Its layout"
            value={form.outputLayout}
            options={{ '': 'As the picture', ...LAYOUTS }}
            onChange={outputLayout => onChange({ outputLayout })}
          />
        </div>
        {tellsClasses(form.values) && (
          <div className={css.wide}>
            <TextField
              label="Names of its classes"
              hint="With commas, the background first. Empty: all but the first are subject."
              value={form.classes}
              onChange={classes => onChange({ classes })}
            />
          </div>
        )}
      </fieldset>
    </div>
  );
}
