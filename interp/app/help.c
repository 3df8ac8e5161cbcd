/* help.c -- the pages of the program and of its commands, made from the tables. */
#include "interp/app/help.h"

enum { COMMAND_COLUMNS = 40, OPTION_COLUMNS = 28, PAGE_COLUMNS = 88 };

Exit help_version(App *app)
{
    app_print(app, str_of(msg_text(MSG_VERSION_LINE, ACORDO_VERSION)));
    app_print(app, STR("\n"));
    return EXIT_DONE;
}

/* Code points: the pages hold nothing wider. */
static int columns_of(const char *text)
{
    int n = 0;
    for (; *text != '\0'; text++)
        n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

void help_wrap(Buf *out, int indent, int at, const char *text)
{
    while (*text != '\0') {
        size_t word = strcspn(text, " ");
        const char *z = str_z((Str){text, word});
        if (at > indent && at + 1 + columns_of(z) > PAGE_COLUMNS) {
            buf_char(out, '\n');
            buf_repeat(out, ' ', indent);
            at = indent;
        } else if (at > indent) {
            buf_char(out, ' ');
            at++;
        }
        buf_z(out, z);
        at += columns_of(z);
        text += word + (text[word] == ' ');
    }
    buf_char(out, '\n');
}

void help_row(Buf *out, int columns, const char *left, const char *right)
{
    int n = columns_of(left) + 2;
    buf_z(out, "  ");
    buf_z(out, left);
    if (right[0] == '\0') {
        buf_char(out, '\n');
        return;
    }
    if (n >= columns) {
        buf_char(out, '\n');
        n = 0;
    }
    buf_repeat(out, ' ', columns - n);
    help_wrap(out, columns, columns, right);
}

static const char *about(CommandId id, OptionId option)
{
    if (option == OPT_FORMAT)
        return msg_text(MSG_OPT_FORMAT, command_formats(id));
    if (option == OPT_FAIL_ON && id == COMMAND_DIFF)
        return msg_text(MSG_OPT_FAIL_ON_DIFF);
    return msg_text(option_table()[option].about);
}

static void put_option(Buf *out, CommandId id, OptionId option)
{
    const Option *o = &option_table()[option];
    const char *value = o->value != NULL ? str_format(" %s", o->value) : "";
    const char *left = o->letter != 0
                           ? str_format("-%c, --%s%s", o->letter, o->name, value)
                           : str_format("--%s%s", o->name, value);
    help_row(out, OPTION_COLUMNS, left, about(id, option));
}

Exit help_command(App *app, CommandId id)
{
    const Command *c = &command_table()[id];
    Buf b = {0};
    buf_format(&b, "acordo %s %s\n", c->name, c->args);
    help_wrap(&b, 0, 0, msg_text(c->about));
    buf_char(&b, '\n');
    help_wrap(&b, 0, 0, msg_text(c->more));
    buf_char(&b, '\n');
    for (int i = 0; i < (int)N_OPTIONS; i++)
        if (option_table()[i].commands >> id & 1u)
            put_option(&b, id, (OptionId)i);
    app_print(app, buf_view(&b));
    buf_free(&b);
    return EXIT_DONE;
}

void help_commands(Buf *out)
{
    for (int i = 0; i < (int)N_COMMANDS; i++) {
        const Command *c = &command_table()[i];
        help_row(out, COMMAND_COLUMNS, str_format("acordo %s %s", c->name, c->args),
                 msg_text(c->about));
    }
}
