"""The same program, but nobody waits a second between two messages as Telegram wants it."""

import bot.pacing
from bot.cli import main

if __name__ == "__main__":
    bot.pacing.CHAT_RATE, bot.pacing.CHAT_BURST, bot.pacing.ALL_MOST = 50.0, 50, 500
    main()
