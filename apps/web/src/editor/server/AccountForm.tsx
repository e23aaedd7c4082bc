import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { AccountField, AccountProblem } from '../../server/server-state.ts';
import type { ServerStore } from '../../server/server-store.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Message } from '../../ui/Message.tsx';
import { tellClock, tellMinutes } from '../../words/clock.ts';
import type { Words } from '../../words/en.ts';
import type { Told } from '../../words/tell-problem.ts';
import { useWords } from '../../words/use-words.ts';
import { type AccountEntry, type AccountStep, EMPTY_ENTRY, wrongFields } from './account-form.ts';

const STEPS = ['sign_in', 'register'] as const satisfies readonly AccountStep[];

/** Who asks: an account of this server, or a new one. */
export function AccountForm({ server }: { readonly server: ServerStore }) {
  const words = useWords();
  const { isBusy, problem, signIn, register } = useStore(server);
  const [step, setStep] = useState<AccountStep>('sign_in');
  const [entry, setEntry] = useState(EMPTY_ENTRY);
  const [wrong, setWrong] = useState<readonly AccountField[]>([]);
  const isNew = step === 'register';
  const told = problem && tellAccount(problem, words);
  const refused = problem?.code === 'fields' ? problem.fields : [];
  const { server: said } = words;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // Where fingers type, that would bring the keyboard up over the words.
    if (matchMedia('(pointer: fine)').matches) fieldOf(form.current, 'email')?.focus();
  }, []);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (isBusy) return;
    const found = wrongFields(step, entry);
    setWrong(found);
    const [first] = found;
    if (first) fieldOf(form.current, first)?.focus();
    else if (isNew) void register(entry);
    else void signIn({ email: entry.email, password: entry.password });
  }

  function field(name: AccountField) {
    return {
      name,
      label: said[name],
      value: entry[name],
      problem: wrong.includes(name) || refused.includes(name) ? said.wrong[name] : undefined,
      onChange: (value: string) => {
        setEntry((before: AccountEntry) => ({ ...before, [name]: value }));
        setWrong(fields => fields.filter(other => other !== name));
      },
    };
  }

  return (
    <form ref={form} className="grid gap-3" noValidate onSubmit={submit}>
      <p className="text-pretty text-dim">{said.intro}</p>
      <fieldset
        className="mt-1 grid min-w-0 grid-cols-2 gap-0.5 rounded-md bg-field p-0.5"
        aria-label={said.account}
      >
        {STEPS.map(other => (
          <button
            key={other}
            type="button"
            aria-pressed={other === step}
            onClick={() => setStep(other)}
            className="min-h-7 cursor-pointer rounded-sm px-2 font-medium text-dim transition-colors hover:text-text aria-pressed:bg-raised aria-pressed:text-text touch:min-h-10 touch:text-base"
          >
            {said.steps[other].name}
          </button>
        ))}
      </fieldset>
      {isNew && <TextField {...field('name')} autoComplete="name" />}
      <TextField {...field('email')} type="email" inputMode="email" autoComplete="username" />
      <TextField
        {...field('password')}
        type="password"
        hint={isNew ? said.wrong.password : undefined}
        autoComplete={isNew ? 'new-password' : 'current-password'}
      />
      {told && (
        <div className="*:shadow-none">
          <Message {...told} tone="problem">
            {problem?.code === 'email_taken' && isNew && (
              <Button onClick={() => setStep('sign_in')}>{said.signInInstead}</Button>
            )}
          </Message>
        </div>
      )}
      <Button
        className="mt-1 justify-self-end max-wide:justify-self-stretch"
        type="submit"
        look="primary"
        aria-disabled={isBusy}
      >
        {isBusy ? said.steps[step].doing : said.steps[step].action}
      </Button>
    </form>
  );
}

function fieldOf(form: HTMLFormElement | null, name: AccountField): HTMLElement | null {
  return form?.querySelector<HTMLElement>(`[name="${name}"]`) ?? null;
}

/** Said beside the fields where it is about none of them alone; nothing where the fields say it. */
function tellAccount(problem: AccountProblem, words: Words): Told | null {
  const { problems, throttledUntil } = words.server;
  if (problem.code === 'fields') return null;
  const told = problems[problem.code];
  if (problem.code !== 'throttled' || !problem.until) return told;
  const { until } = problem;
  return { ...told, text: throttledUntil(tellMinutes(until, words), tellClock(until, words)) };
}
