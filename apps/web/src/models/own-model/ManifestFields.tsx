import type { ManifestGuess, OnnxFacts } from '@backgroundfx/core';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { useWords } from '../../words/use-words.ts';
import { type ManifestForm, matteOutputs, tellsClasses } from './manifest-form.ts';

interface ManifestFieldsProps {
  readonly form: ManifestForm;
  readonly facts: OnnxFacts;
  /** What a person should look at. */
  readonly guessed: readonly ManifestGuess[];
  readonly onChange: (change: Partial<ManifestForm>) => void;
}

const GROUP = 'grid min-w-0 grid-cols-2 gap-3';
const LEGEND = 'mb-2 font-medium';
/** Long answers, and whoever would stand alone beside them. */
const LONG = 'max-[480px]:col-span-2';

/** How pictures go into a network and mattes come out, each with a word on whether the file says so itself. */
export function ManifestFields({ form, facts, guessed, onChange }: ManifestFieldsProps) {
  const { ownModel: words } = useWords();
  const hint = (guess: ManifestGuess) => (guessed.includes(guess) ? words.guess : undefined);
  const outputs = matteOutputs(facts);
  return (
    <div className="mt-5 grid gap-5">
      <TextField label={words.name} value={form.name} onChange={name => onChange({ name })} />
      <fieldset className={GROUP}>
        <legend className={LEGEND}>{words.goesIn}</legend>
        <TextField
          label={words.size}
          hint={hint('size')}
          inputMode="numeric"
          value={form.size}
          onChange={size => onChange({ size })}
        />
        <TextField
          label={words.multipleOf}
          hint={form.multipleOf === '' ? words.onlyThisSize : undefined}
          inputMode="numeric"
          value={form.multipleOf}
          onChange={multipleOf => onChange({ multipleOf })}
        />
        <SelectField
          label={words.layout}
          hint={hint('layout')}
          value={form.layout}
          options={words.layouts}
          onChange={layout => onChange({ layout })}
        />
        <SelectField
          label={words.colours}
          value={form.channels}
          options={words.orders}
          onChange={channels => onChange({ channels })}
        />
        <div className={LONG}>
          <SelectField
            label={words.values}
            hint={hint('meanStd')}
            value={form.normalise}
            options={words.normalise}
            onChange={normalise => onChange({ normalise })}
          />
        </div>
        <div className={LONG}>
          <SelectField
            label={words.brightness}
            value={form.range}
            options={words.ranges}
            onChange={range => onChange({ range })}
          />
        </div>
        {form.normalise === 'other' && (
          <>
            <TextField label={words.mean} value={form.mean} onChange={mean => onChange({ mean })} />
            <TextField label={words.deviation} value={form.std} onChange={std => onChange({ std })} />
          </>
        )}
      </fieldset>
      <fieldset className={GROUP}>
        <legend className={LEGEND}>{words.comesOut}</legend>
        <div className={LONG}>
          <SelectField
            label={words.output}
            hint={hint('output')}
            value={form.output}
            options={Object.fromEntries([form.output, ...outputs].map(name => [name, name]))}
            onChange={output => onChange({ output })}
          />
        </div>
        <div className={LONG}>
          <SelectField
            label={words.meaning}
            hint={hint('values')}
            value={form.values}
            options={words.meanings}
            onChange={values => onChange({ values })}
          />
        </div>
        <div className={LONG}>
          <SelectField
            label={words.outputLayout}
            value={form.outputLayout}
            options={{ '': words.asPicture, ...words.layouts }}
            onChange={outputLayout => onChange({ outputLayout })}
          />
        </div>
        {tellsClasses(form.values) && (
          <div className={LONG}>
            <TextField
              label={words.classes}
              hint={words.classesHint}
              value={form.classes}
              onChange={classes => onChange({ classes })}
            />
          </div>
        )}
      </fieldset>
    </div>
  );
}
