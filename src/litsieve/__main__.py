"""`python -m litsieve` and the `review` command."""

from litsieve.cli import main

if __name__ == "__main__":
    main()
